/** A placeholder in a query's text, in capitals: the reader replaces it by a value. */
export interface QueryParameter {
  readonly name: string;
  /** A value it could have. */
  readonly example: string;
  readonly meaning: string;
}

/** One question to CloudWatch Logs Insights, in its own query language (Logs Insights QL). */
export interface SavedQuery {
  /** The file's name, and the last part of the saved query's name. */
  readonly name: string;
  readonly title: string;
  /** The question it answers, as a person would ask it. */
  readonly question: string;
  /** How to read the rows, and what they leave out. */
  readonly reading: string;
  readonly parameters: readonly QueryParameter[];
  /** Without a SOURCE clause: the log groups are chosen where the query runs. */
  readonly text: string;
}

/** The text with a value instead of each parameter; a parameter without a value keeps its name. */
export function withParameters(
  { text, parameters }: SavedQuery,
  values: Readonly<Record<string, string>>,
): string {
  return parameters.reduce((filled, { name }) => filled.replaceAll(name, () => values[name] ?? name), text);
}
