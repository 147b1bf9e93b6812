/** How is each function? */
import { query as functions } from "../../queries/functions.ts";
import type { Scope } from "../../scope.ts";
import { gridWidth, type Row, row } from "../parts/layout.ts";
import { logTable } from "../parts/widgets.ts";

export function functionList(scope: Scope): Row[] {
  const title = "Functions, the worst state in this range first: a click on a column's name sorts by it";
  return [row(10, [gridWidth, logTable(scope, title, functions, "either")])];
}
