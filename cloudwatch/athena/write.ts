/**
 * `node cloudwatch/athena/write.ts`: writes the generated SQL files, the SQL that docs/athena.md shows, and
 * question-texts.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { athena } from "./dialect.ts";
import { questionTextsModule } from "./question-texts-module.ts";
import { logEventView, sourceNames } from "./sources.ts";
import { viewDefinition, viewNames } from "./views.ts";

/** Text by path, from this folder. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ...sourceNames.map((source) => [`sources/${source}.view.sql`, logEventView(source, athena)] as const),
    ...viewNames.map((name) => [`views/${name}.sql`, viewDefinition(name, athena)] as const),
  ]);
}

const shown = /(\[`([\w/.-]+\.sql)`\]\(\.\.\/cloudwatch\/athena\/\2\)\n\n```sql\n)[^`]*(```\n)/g;

/** The page with every shown file as it is: a link to the file, an empty line, and a block of SQL. */
export function withShownFiles(page: string, read: (path: string) => string): string {
  return page.replace(shown, (_, open, path, close) => `${open}${read(path)}${close}`);
}

if (process.argv[1] === import.meta.filename) {
  const here = import.meta.dirname;
  for (const [path, text] of generatedFiles()) writeFileSync(join(here, path), text);
  writeFileSync(join(here, "question-texts.ts"), questionTextsModule());
  const page = join(here, "../../docs/athena.md");
  writeFileSync(
    page,
    withShownFiles(readFileSync(page, "utf8"), (path) => readFileSync(join(here, path), "utf8")),
  );
}
