/** The saved questions by name, with their parameters put in. */
import { asked, type Parameter, type Question, questions } from "../../cloudwatch/athena/questions.ts";
import { QueryError } from "./query-error.ts";
import { questionTexts } from "./question-texts.ts";

/** Everything that was read: the days that Athena must be told are already chosen. */
const defaults: Readonly<Partial<Record<Parameter, string>>> = { FROM_DAY: "" };

/** `package` for PACKAGE. */
export function optionName(parameter: Parameter): string {
  return parameter.toLowerCase();
}

/**
 * @param assignments `name=value` each.
 * @throws QueryError for a question or parameter that there is not, and for one that is missing
 */
export function questionSql(name: string, assignments: readonly string[]): string {
  const question = questions.find((candidate) => candidate.name === name);
  if (question === undefined) throw new QueryError(`no question ${name}; there are ${questions.map((one) => one.name).join(", ")}`);
  const values = { ...defaults, ...assigned(question, assignments) };
  const missing = question.parameters.filter((parameter) => values[parameter] === undefined).map(optionName);
  if (missing.length > 0) throw new QueryError(`${name} needs ${missing.map((one) => `--set ${one}=…`).join(" ")}`);
  return asked(questionTexts[name] as string, values);
}

function assigned({ name, parameters }: Question, assignments: readonly string[]): Partial<Record<Parameter, string>> {
  const values: Partial<Record<Parameter, string>> = {};
  for (const assignment of assignments) {
    const at = assignment.indexOf("=");
    const key = assignment.slice(0, Math.max(0, at)).toUpperCase().replaceAll("-", "_");
    const parameter = parameters.find((candidate) => candidate === key);
    if (parameter === undefined) {
      throw new QueryError(`--set ${assignment}: ${name} takes ${parameters.map((one) => `${optionName(one)}=VALUE`).join(", ")}`);
    }
    values[parameter] = assignment.slice(at + 1);
  }
  return values;
}

export function questionList(): string {
  const width = Math.max(...questions.map(({ name }) => name.length));
  return questions
    .map(({ name, title, parameters }) => {
      const needed = parameters.filter((parameter) => defaults[parameter] === undefined).map((one) => ` --set ${optionName(one)}=…`);
      return `${name.padEnd(width)}  ${title}\n${" ".repeat(width)}  --ask ${name}${needed.join("")}\n`;
    })
    .join("");
}
