import { v4 } from "uuid";
import { z } from "zod";

export const handler = async () => ({ text: z.string().parse("a"), id: v4().length });
