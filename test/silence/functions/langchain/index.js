const { ChatPromptTemplate } = require("@langchain/core/prompts");
const { StringOutputParser } = require("@langchain/core/output_parsers");
const { ChatOpenAI } = require("@langchain/openai");

const chain = ChatPromptTemplate.fromTemplate("Say {word}")
  .pipe(new ChatOpenAI({ apiKey: "key" }))
  .pipe(new StringOutputParser());

exports.handler = async () => typeof chain.invoke;
