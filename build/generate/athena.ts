/** The SQL for Athena that typed sources make, and the SQL that docs/athena.md shows. */
import { readFileSync } from "node:fs";
import { athena } from "../../cloudwatch/athena/dialect.ts";
import { logEventView, sourceNames } from "../../cloudwatch/athena/sources.ts";
import { viewDefinition, viewNames } from "../../cloudwatch/athena/views.ts";
import type { Files } from "./generator.ts";
import { questionTextsModule } from "./question-texts.ts";

const folder = "cloudwatch/athena";
const page = "docs/athena.md";

/** Text by path below cloudwatch/athena. */
export function viewFiles(): ReadonlyMap<string, string> {
  return new Map([
    ...sourceNames.map((source) => [`sources/${source}.view.sql`, logEventView(source, athena)] as const),
    ...viewNames.map((name) => [`views/${name}.sql`, viewDefinition(name, athena)] as const),
  ]);
}

export function athenaFiles(): Files {
  const views = viewFiles();
  const read = (path: string): string => views.get(path) ?? readFileSync(`${folder}/${path}`, "utf8");
  return new Map([
    ...[...views].map(([path, text]) => [`${folder}/${path}`, text] as const),
    [`${folder}/question-texts.ts`, questionTextsModule()],
    [page, withShownFiles(readFileSync(page, "utf8"), read)],
  ]);
}

const shown = /(\[`([\w/.-]+\.sql)`\]\(\.\.\/cloudwatch\/athena\/\2\)\n\n```sql\n)[^`]*(```\n)/g;

/** The page with every shown file as it is: a link to the file, an empty line, and a block of SQL. */
function withShownFiles(text: string, read: (path: string) => string): string {
  return text.replace(shown, (_, open, path, close) => `${open}${read(path)}${close}`);
}
