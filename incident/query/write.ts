/** `node incident/query/write.ts`: writes question-texts.ts from the files of cloudwatch/athena/questions, so that a bundle holds them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { questions } from "../../cloudwatch/athena/questions.ts";

export function questionTextsModule(): string {
  const folder = join(import.meta.dirname, "../../cloudwatch/athena/questions");
  const entries = questions.map(({ name }) => {
    const text = readFileSync(join(folder, `${name}.sql`), "utf8").replace(/[\\`]|\$\{/g, "\\$&");
    return `  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}: \`${text}\`,\n`;
  });
  return [
    "/** The SQL of cloudwatch/athena/questions, written by `node incident/query/write.ts`. */\n",
    "export const questionTexts: Readonly<Record<string, string>> = {\n",
    ...entries,
    "};\n",
  ].join("");
}

if (process.argv[1] === import.meta.filename) writeFileSync(join(import.meta.dirname, "question-texts.ts"), questionTextsModule());
