/**
 * CloudFormation's part in a test: it checks parameters, evaluates conditions and fills in intrinsic
 * functions, as far as our templates use them, and throws for what it does not know. A reference to a
 * resource whose condition is false throws too, as CloudFormation would refuse it. Source: CloudFormation
 * Template Reference (intrinsic functions, rule functions).
 */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Section = Record<string, Record<string, Json>>;

export interface TemplateDocument {
  readonly Parameters: Section;
  readonly Rules?: Section;
  readonly Conditions?: Record<string, Json>;
  readonly Resources: Record<string, Json>;
  readonly Outputs?: Section;
}

type Values = Readonly<Record<string, string>>;

export interface Deployed {
  readonly resources: Readonly<
    Record<string, { readonly type: string; readonly properties: Record<string, Json> }>
  >;
  readonly outputs: Readonly<Record<string, Json>>;
}

export const templates = [
  "layer-template/template.yaml",
  "docs/generated/observability.yaml",
  "docs/generated/queries.yaml",
  "docs/generated/log-alarm.yaml",
  "docs/generated/silence.yaml",
] as const;

/** With those that only docs/organization.md deploys. */
export const everyTemplate = [
  ...templates,
  "docs/organization/monitoring-sink.yaml",
  "docs/organization/source-link.yaml",
] as const;

export function parseTemplate(text: string): TemplateDocument {
  return parse(text, { version: "1.1" }) as TemplateDocument;
}

export const readTemplate = (path: string) => parseTemplate(readFileSync(path, "utf8"));

const pseudoParameters: Values = {
  "AWS::Region": "eu-central-1",
  "AWS::AccountId": "123456789012",
  "AWS::Partition": "aws",
  "AWS::StackName": "outcrop",
};

const noValue = Symbol("AWS::NoValue");

/** What CloudFormation would say about these parameters before it does anything. None: they are good. */
export function parameterProblems(template: TemplateDocument, given: Values): string[] {
  const problems = Object.keys(given)
    .filter((name) => template.Parameters[name] === undefined)
    .map((name) => `${name} is not a parameter`);
  const values: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(template.Parameters)) {
    const value =
      given[name] ?? (parameter["Default"] === undefined ? undefined : String(parameter["Default"]));
    if (value === undefined) {
      problems.push(`${name} is missing`);
      continue;
    }
    values[name] = value;
    if (!fits(parameter, value))
      problems.push(`${name}: ${String(parameter["ConstraintDescription"] ?? parameter["AllowedValues"])}`);
  }
  if (problems.length > 0) return problems;
  for (const rule of Object.values(template.Rules ?? {})) {
    const scope = new Evaluation(template, values);
    if (rule["RuleCondition"] !== undefined && !scope.truth(rule["RuleCondition"])) continue;
    for (const assertion of rule["Assertions"] as { Assert: Json; AssertDescription: string }[])
      if (!scope.truth(assertion.Assert)) problems.push(assertion.AssertDescription);
  }
  return problems;
}

function fits(parameter: Record<string, Json>, value: string): boolean {
  const { Type, AllowedValues, AllowedPattern, MinValue, MaxValue } = parameter;
  if (AllowedValues !== undefined) return (AllowedValues as Json[]).includes(value);
  if (Type === "Number")
    return (
      /^-?\d+(\.\d+)?$/.test(value) && Number(value) >= Number(MinValue) && Number(value) <= Number(MaxValue)
    );
  // A pattern has to match the whole of a string, and each member of a list.
  const members = Type === "CommaDelimitedList" ? value.split(",").map((member) => member.trim()) : [value];
  return members.every((member) => new RegExp(`^(?:${String(AllowedPattern)})$`).test(member));
}

/**
 * The resources as they would be created. Throws for parameters that would be refused.
 * @param pseudo other values of pseudo parameters, such as another partition
 */
export function deploy(template: TemplateDocument, given: Values, pseudo: Values = {}): Deployed {
  const problems = parameterProblems(template, given);
  if (problems.length > 0) throw new Error(problems.join("; "));
  const defaults = Object.entries(template.Parameters).map(([name, { Default }]) => [name, String(Default)]);
  return new Evaluation(template, { ...Object.fromEntries(defaults), ...given }, pseudo).deploy();
}

class Evaluation {
  readonly #template: TemplateDocument;
  readonly #values: Values;
  readonly #pseudo: Values;
  #created: ReadonlyMap<string, Record<string, Json>> = new Map();

  constructor(template: TemplateDocument, values: Values, pseudo: Values = {}) {
    this.#template = template;
    this.#values = values;
    this.#pseudo = { ...pseudoParameters, ...pseudo };
  }

  deploy(): Deployed {
    const all = Object.entries(this.#template.Resources) as [string, Record<string, Json>][];
    for (const [id] of all)
      if (!/^[A-Za-z0-9]{1,255}$/.test(id)) throw new Error(`${id} is not a logical id`);
    this.#created = new Map(
      all.filter(([, { Condition }]) => Condition === undefined || this.#condition(String(Condition))),
    );
    const resources = [...this.#created].map(([id, { Type, Properties }]) => [
      id,
      { type: String(Type), properties: this.#fill(Properties as Json) as Record<string, Json> },
    ]);
    const outputs = Object.entries(this.#template.Outputs ?? {})
      .filter(([, { Condition }]) => Condition === undefined || this.#condition(String(Condition)))
      .map(([id, { Value }]) => [id, this.#fill(Value as Json)]);
    return { resources: Object.fromEntries(resources), outputs: Object.fromEntries(outputs) };
  }

  #condition(name: string): boolean {
    const condition = this.#template.Conditions?.[name];
    if (condition === undefined) throw new Error(`there is no condition ${name}`);
    return this.truth(condition);
  }

  truth(condition: Json): boolean {
    const [[name, operand]] = Object.entries(condition as Record<string, Json>) as [[string, Json[]]];
    switch (name) {
      case "Fn::Equals":
        return String(this.#fill(operand[0] as Json)) === String(this.#fill(operand[1] as Json));
      case "Fn::Not":
        return !this.truth(operand[0] as Json);
      case "Fn::And":
        return operand.every((one) => this.truth(one));
      case "Fn::Or":
        return operand.some((one) => this.truth(one));
      default:
        throw new Error(`${name} is not a known condition function`);
    }
  }

  #fill(value: Json): Json {
    const filled = this.#value(value);
    if (filled === noValue) throw new Error("AWS::NoValue is where a value must be");
    return filled;
  }

  #value(value: Json): Json | typeof noValue {
    if (Array.isArray(value)) return value.map((one) => this.#value(one)).filter((one) => one !== noValue);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [name, operand] = entries[0] ?? [];
    if (entries.length === 1 && (name === "Ref" || name?.startsWith("Fn::")))
      return this.#call(name, operand as Json);
    return Object.fromEntries(
      entries
        .map(([key, one]) => [key, this.#value(one)] as const)
        .filter((entry): entry is [string, Json] => entry[1] !== noValue),
    );
  }

  #call(name: string, operand: Json): Json | typeof noValue {
    const list = operand as Json[];
    switch (name) {
      case "Ref":
        return operand === "AWS::NoValue" ? noValue : this.#reference(String(operand));
      case "Fn::If":
        return this.#value((this.#condition(String(list[0])) ? list[1] : list[2]) as Json);
      case "Fn::Join":
        return (this.#fill(list[1] as Json) as string[]).join(String(list[0]));
      case "Fn::Select": {
        const chosen = (this.#fill(list[1] as Json) as Json[])[Number(list[0])];
        if (chosen === undefined) throw new Error(`Fn::Select finds nothing at ${String(list[0])}`);
        return chosen;
      }
      case "Fn::Split":
        return String(this.#fill(list[1] as Json)).split(String(list[0]));
      case "Fn::Sub":
        return Array.isArray(operand)
          ? this.#substitute(String(operand[0]), operand[1] as Record<string, Json>)
          : this.#substitute(String(operand), {});
      default:
        throw new Error(`${name} is not a known intrinsic function`);
    }
  }

  #substitute(text: string, variables: Record<string, Json>): string {
    const unused = Object.keys(variables).filter((name) => !text.includes(`\${${name}}`));
    if (unused.length > 0) throw new Error(`Fn::Sub does not use ${unused}`);
    return text.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal === "!") return `\${${name}}`;
      const variable = variables[name];
      return String(variable === undefined ? this.#reference(name) : this.#fill(variable));
    });
  }

  #reference(name: string): Json {
    const known = this.#pseudo[name] ?? this.#values[name];
    if (known !== undefined)
      return this.#template.Parameters[name]?.["Type"] === "CommaDelimitedList" ? known.split(",") : known;
    const [id, attribute] = name.split(".") as [string, string | undefined];
    if (!this.#created.has(id)) throw new Error(`${name} refers to nothing that is created`);
    return attribute === undefined ? id : `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${id}`;
  }
}
