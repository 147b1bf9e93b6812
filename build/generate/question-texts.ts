import { readFileSync } from "node:fs";
import { questions } from "../../cloudwatch/athena/questions.ts";

/** The source of question-texts.ts: the files of questions/ as texts, so that a bundle holds them. */
export function questionTextsModule(): string {
  const entries = questions.map(({ name }) => {
    const text = readFileSync(`cloudwatch/athena/questions/${name}.sql`, "utf8").replace(
      /[\\`]|\$\{/g,
      "\\$&",
    );
    return `  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}: \`${text}\`,\n`;
  });
  return [
    "/** The SQL of questions/, written by `npm run generate`. */\n",
    "export const questionTexts: Readonly<Record<string, string>> = {\n",
    ...entries,
    "};\n",
  ].join("");
}
