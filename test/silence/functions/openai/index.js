const OpenAI = require("openai");
const { zodResponseFormat } = require("openai/helpers/zod");
const { z } = require("zod");

const client = new OpenAI({ apiKey: "key" });

exports.handler = async () => [
  typeof client.chat,
  zodResponseFormat(z.object({ a: z.string() }), "answer").type,
];
