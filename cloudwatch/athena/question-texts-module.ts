import { readFileSync } from "node:fs";
import { join } from "node:path";
import { questions } from "./questions.ts";

/** The source of question-texts.ts: the files of questions/ as texts, so that a bundle holds them. */
export function questionTextsModule(): string {
  const folder = join(import.meta.dirname, "questions");
  const entries = questions.map(({ name }) => {
    const text = readFileSync(join(folder, `${name}.sql`), "utf8").replace(/[\\`]|\$\{/g, "\\$&");
    return `  ${/^\w+$/.test(name) ? name : JSON.stringify(name)}: \`${text}\`,\n`;
  });
  return [
    "/** The SQL of questions/, written by `node cloudwatch/athena/write.ts`. */\n",
    "export const questionTexts: Readonly<Record<string, string>> = {\n",
    ...entries,
    "};\n",
  ].join("");
}
