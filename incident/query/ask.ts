/** The saved questions by name, with their parameters put in. */
import { QueryError } from "./query-error.ts";

export interface Question {
  readonly name: string;
  readonly title: string;
  /** In capitals, with underscores. */
  readonly parameters: readonly string[];
  /** Values of parameters that need not be given. */
  readonly defaults: Readonly<Record<string, string>>;
  sql(values: Readonly<Record<string, string>>): string;
}

/** `package` for PACKAGE. */
function optionName(parameter: string): string {
  return parameter.toLowerCase();
}

/**
 * @param assignments `name=value` each.
 * @throws QueryError for an unknown question or parameter, and for a missing parameter.
 */
export function questionSql(
  questions: readonly Question[],
  name: string,
  assignments: readonly string[],
): string {
  const question = questions.find((candidate) => candidate.name === name);
  if (question === undefined)
    throw new QueryError(
      `there is no question ${name}; use one of ${questions.map((one) => one.name).join(", ")}`,
    );
  const values = { ...question.defaults, ...assigned(question, assignments) };
  const missing = question.parameters.filter((parameter) => values[parameter] === undefined).map(optionName);
  if (missing.length > 0)
    throw new QueryError(`${name} needs ${missing.map((one) => `--set ${one}=…`).join(" ")}`);
  return question.sql(values);
}

function assigned({ name, parameters }: Question, assignments: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const assignment of assignments) {
    const at = assignment.indexOf("=");
    const key = assignment.slice(0, Math.max(0, at)).toUpperCase().replaceAll("-", "_");
    const parameter = parameters.find((candidate) => candidate === key);
    if (parameter === undefined) {
      const known = parameters.map((one) => `${optionName(one)}=VALUE`).join(", ");
      throw new QueryError(`--set ${assignment}: ${name} takes ${known}`);
    }
    values[parameter] = assignment.slice(at + 1);
  }
  return values;
}

export function questionList(questions: readonly Question[]): string {
  const width = Math.max(...questions.map(({ name }) => name.length));
  return questions
    .map(({ name, title, parameters, defaults }) => {
      const needed = parameters
        .filter((parameter) => defaults[parameter] === undefined)
        .map((one) => ` --set ${optionName(one)}=…`);
      return `${name.padEnd(width)}  ${title}\n${" ".repeat(width)}  --ask ${name}${needed.join("")}\n`;
    })
    .join("");
}
