/**
 * One dashboard for a fleet and for one function: a text box at its top, empty of meaning until a name is
 * typed into it.
 *
 * It is a pattern variable. A property variable would offer a list of functions, yet it only sets a
 * dimension's value where a widget spells one out: neither the text of a search expression nor a log query is
 * a property. And its list is what a search finds, so none of its entries can be "all".
 *
 * The pattern is a word that selects everything until the reader replaces it:
 * - As a term of a search expression it is a partial match, which ignores case and looks into the names of
 *   dimensions too. Both `function_name` and Lambda's `FunctionName` hold the token `function`, so the word
 *   finds every metric; a function's name finds only that function's.
 * - In a log query it is looked for in a text that begins with the same word, written in two halves so that
 *   it is not replaced there.
 *
 * Sources: Amazon CloudWatch User Guide, "CloudWatch search expression syntax" (tokenization, partial
 * matches); API Reference, "Dashboard Body Structure and Syntax" (variables); CloudWatch Logs User Guide
 * (`concat`, `like` with a text in quotes is a part of a string).
 */
import type { Variable } from "../../../preview/dashboard-body.ts";

/** The word that means every function. */
export const everyFunction = "FUNCTION";

export const functionVariable: Variable = {
  type: "pattern",
  pattern: everyFunction,
  inputType: "input",
  id: "function",
  label: "Function, or part of its name",
  defaultValue: everyFunction,
  visible: true,
};

const half = everyFunction.length / 2;

/** How a log query knows a line's function: Outcrop's lines name it, the platform's are in its log group. */
export type SelectedBy = "line" | "either";

const fields: Readonly<Record<SelectedBy, string>> = {
  line: "function_name",
  either: "coalesce(function_name, @log)",
};

/** The first command of a log query: lines of the chosen functions. */
export function selectionBy(by: SelectedBy): string {
  const [start, end] = [everyFunction.slice(0, half), everyFunction.slice(half)];
  return `filter concat("${start}", "${end} ", ${fields[by]}) like "${everyFunction}"`;
}
