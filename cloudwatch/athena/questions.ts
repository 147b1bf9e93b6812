/**
 * The questions, each a file of one statement in questions/. A reader replaces the words in capitals between
 * quotes.
 */
export interface Question {
  readonly name: string;
  readonly title: string;
  readonly parameters: readonly Parameter[];
}

/** `FROM_DAY`: the first day that is read, `2026/11/20`. */
export type Parameter = "FROM_DAY" | "PACKAGE" | "REQUEST_ID" | "OLD_FINGERPRINT" | "NEW_FINGERPRINT";

export const questions: readonly Question[] = [
  { name: "loaded-now", title: "What is loaded now, per function", parameters: ["FROM_DAY"] },
  {
    name: "who-loads",
    title: "Who loads a package, and from which copy",
    parameters: ["PACKAGE", "FROM_DAY"],
  },
  { name: "shadowed", title: "Functions where a package is shadowed", parameters: ["PACKAGE", "FROM_DAY"] },
  { name: "first-appearance", title: "First appearance of a finding", parameters: ["FROM_DAY"] },
  {
    name: "what-changed",
    title: "What changed between two fingerprints",
    parameters: ["OLD_FINGERPRINT", "NEW_FINGERPRINT", "FROM_DAY"],
  },
  { name: "request", title: "Everything of one request id", parameters: ["REQUEST_ID", "FROM_DAY"] },
  {
    name: "what-if",
    title: "What each function loads, for `outcrop what-if --rows`",
    parameters: ["FROM_DAY"],
  },
  { name: "cost", title: "What Outcrop itself costs", parameters: ["FROM_DAY"] },
];

/**
 * A question's text with its parameters put in, as literals of SQL. In one pass: a value may look like a
 * parameter.
 */
export function asked(text: string, values: Readonly<Partial<Record<Parameter, string>>>): string {
  return text.replace(/'([A-Z_]+)'/g, (placeholder, name: Parameter) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? placeholder : `'${value.replaceAll("'", "''")}'`;
  });
}
