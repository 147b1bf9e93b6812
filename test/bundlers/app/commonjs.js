const dayjs = require("dayjs");
const chunk = require("lodash/chunk");
const old = require("legacy-dates");
const { z } = require("zod");

exports.handler = async () => ({
  year: dayjs(0).year(),
  later: old(0).year(),
  chunks: chunk([1, 2, 3], 2),
  text: z.string().parse("a"),
});
