import dayjs from "dayjs";
import old from "legacy-dates";
import chunk from "lodash/chunk.js";
import { v4 } from "uuid";
import { z } from "zod";

export const handler = async () => ({
  year: dayjs(0).year(),
  later: old(0).year(),
  chunks: chunk([1, 2, 3], 2),
  text: z.string().parse("a"),
  id: v4().length,
});
