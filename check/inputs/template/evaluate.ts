/**
 * Evaluates the expressions of templates, as far as that can be done before the deploy. Whatever depends on
 * an account, a region or a person is unknown, and named. Expressions may go round and may multiply, so
 * depth and work have limits; beyond them everything is unknown.
 */
import { at, fieldsOf, isFields, listOf } from "../shared/values.ts";
import { Conditions } from "./conditions.ts";
import { resourceOf, type Stack, type Value } from "./stack.ts";
import { known, nameOfValue, textOfValue, unknown } from "./value.ts";

const maxDepth = 64;
/** Of expressions and of text that they make, in all stacks of a project. */
const maxSteps = 200_000;
const unitsInAStep = 1_024;
/** In UTF-16 units. No value that matters here is nearly as long; inline code has 4 MB at most. */
const maxText = 4 * 1024 * 1024;
const maxParts = 1_000;

export interface Elsewhere {
  /** What another stack exports by this name. */
  exported(name: string): { readonly stack: Stack; readonly expression: unknown } | null;
  /** The stack that a resource of this one makes. */
  nested(stack: Stack, id: string): Stack | null;
}

export class Evaluator {
  readonly #elsewhere: Elsewhere;
  readonly #conditions = new Conditions((expression, stack, depth) =>
    this.evaluate(expression, stack, depth),
  );
  #steps = 0;

  constructor(elsewhere: Elsewhere) {
    this.#elsewhere = elsewhere;
  }

  /** False only where a condition is known not to hold. */
  mayHold(condition: unknown, stack: Stack): boolean {
    return (
      typeof condition !== "string" || this.#conditions.holds({ Condition: condition }, stack, 0) !== false
    );
  }

  evaluate(expression: unknown, stack: Stack, depth = 0): Value {
    this.#steps++;
    if (depth > maxDepth || this.#steps > maxSteps) return unknown("an expression that is too large");
    if (Array.isArray(expression)) return { kind: "list", items: this.#items(expression, stack, depth) };
    if (!isFields(expression)) return known(expression);
    const [name, ...others] = Object.keys(expression);
    if (name === undefined || others.length > 0) return known(expression);
    const argument = expression[name];
    const evaluated = (part: unknown): Value => this.evaluate(part, stack, depth + 1);
    switch (name) {
      case "Ref":
        return typeof argument === "string" ? this.#ref(argument, stack, depth) : unknown("a Ref");
      case "Fn::GetAtt":
        return this.#attribute(argument, stack, depth);
      case "Fn::Sub":
        return this.#substituted(argument, stack, depth);
      case "Fn::Join":
        return this.#joined(evaluated(at(argument, "0")), evaluated(at(argument, "1")));
      case "Fn::Split":
        return this.#split(evaluated(at(argument, "0")), evaluated(at(argument, "1")));
      case "Fn::Select":
        return selected(evaluated(at(argument, "0")), evaluated(at(argument, "1")));
      case "Fn::If":
        return this.#chosen(argument, stack, depth);
      case "Fn::FindInMap":
        return this.#mapped(listOf(argument).map(evaluated), stack, depth);
      case "Fn::ImportValue":
        return this.#imported(evaluated(argument), depth);
      default:
        return name.startsWith("Fn::") ? unknown(name) : known(expression);
    }
  }

  #items(expressions: readonly unknown[], stack: Stack, depth: number): readonly Value[] {
    return expressions
      .map((item) => this.evaluate(item, stack, depth + 1))
      .filter(({ kind }) => kind !== "nothing");
  }

  #ref(name: string, stack: Stack, depth: number): Value {
    if (name === "AWS::NoValue") return { kind: "nothing" };
    const given = stack.parameters.get(name);
    if (given !== undefined) return given;
    const parameter = at(stack.template, "Parameters", name);
    if (parameter !== undefined) {
      const value = at(parameter, "Default");
      const type = at(parameter, "Type");
      // The value of such a parameter is the name of another one, in the account.
      const isStored = typeof type === "string" && type.startsWith("AWS::SSM::");
      if (value === undefined || isStored) return unknown(name);
      const isList = type === "CommaDelimitedList" && typeof value === "string";
      return isList
        ? this.evaluate(
            value.split(",").map((text) => text.trim()),
            stack,
            depth,
          )
        : known(value);
    }
    return resourceOf(stack, name) === null ? unknown(name) : { kind: "resource", stack, id: name };
  }

  #attribute(argument: unknown, stack: Stack, depth: number): Value {
    const text = typeof argument === "string" ? argument : listOf(argument).filter(isText).join(".");
    const dot = text.indexOf(".");
    const id = dot < 0 ? text : text.slice(0, dot);
    const attribute = text.slice(id.length + 1);
    const nested = this.#elsewhere.nested(stack, id);
    if (nested !== null && attribute.startsWith("Outputs.")) {
      const output = at(nested.template, "Outputs", attribute.slice("Outputs.".length), "Value");
      return output === undefined ? unknown(text) : this.evaluate(output, nested, depth + 1);
    }
    return resourceOf(stack, id) === null ? unknown(text) : { kind: "resource", stack, id };
  }

  /** `${Name}` alone is what Name is; inside other text, all of it must be known. */
  #substituted(argument: unknown, stack: Stack, depth: number): Value {
    const template = typeof argument === "string" ? argument : at(argument, "0");
    if (typeof template !== "string") return unknown("Fn::Sub");
    const own = fieldsOf(at(argument, "1"));
    const valueFor = (name: string): Value => {
      if (Object.hasOwn(own, name)) return this.evaluate(own[name], stack, depth + 1);
      return name.includes(".") ? this.#attribute(name, stack, depth) : this.#ref(name, stack, depth);
    };
    const alone = /^\$\{([^!}][^}]*)\}$/.exec(template)?.[1];
    if (alone !== undefined) return valueFor(alone.trim());
    let isKnown = this.#pays(template.length);
    let length = template.length;
    const text = template.replace(/\$\{(!?)([^}]*)\}/g, (whole, literal: string, name: string) => {
      if (literal !== "") return `\${${name}}`;
      if (this.#steps > maxSteps || length > maxText) isKnown = false;
      const value = isKnown ? textOfValue(valueFor(name.trim())) : null;
      if (value === null) isKnown = false;
      length += value?.length ?? 0;
      return value ?? whole;
    });
    return isKnown && this.#pays(text.length) ? known(text) : unknown(text);
  }

  #chosen(argument: unknown, stack: Stack, depth: number): Value {
    const [condition, yes, no] = listOf(argument);
    const holds = this.#conditions.holds({ Condition: condition }, stack, depth + 1);
    if (holds !== null) return this.evaluate(holds ? yes : no, stack, depth + 1);
    const [first, second] = [yes, no].map((part) => this.evaluate(part, stack, depth + 1));
    if (first !== undefined && second !== undefined && nameOfValue(first) === nameOfValue(second))
      return first;
    return unknown(`a value that depends on the condition ${String(condition).slice(0, 100)}`);
  }

  #mapped([map, ...keys]: readonly Value[], stack: Stack, depth: number): Value {
    const names = [map, ...keys].map((value) => (value === undefined ? null : textOfValue(value)));
    if (!names.every(isText)) return unknown(`an entry of ${names[0] ?? "a map"}`);
    const found = at(stack.template, "Mappings", ...names);
    return found === undefined ? unknown(names.join(".")) : this.evaluate(found, stack, depth + 1);
  }

  #joined(separator: Value, list: Value): Value {
    const between = textOfValue(separator);
    if (between === null || list.kind !== "list") return unknown(nameOfValue(list));
    const [only, ...others] = list.items;
    if (only !== undefined && others.length === 0) return only;
    const texts = list.items.map(textOfValue);
    const length = texts.reduce((sum, text) => sum + (text?.length ?? 0) + between.length, 0);
    if (length > maxText || !this.#pays(length)) return unknown("a text that is too long");
    if (texts.every(isText)) return known(texts.join(between));
    return unknown(list.items.map((item) => textOfValue(item) ?? `\${${nameOfValue(item)}}`).join(between));
  }

  #split(separator: Value, text: Value): Value {
    const [between, whole] = [textOfValue(separator), textOfValue(text)];
    if (between === null || between === "" || whole === null) return unknown(nameOfValue(text));
    if (!this.#pays(whole.length)) return unknown("a text that is too long");
    return { kind: "list", items: whole.split(between, maxParts).map(known) };
  }

  /** False when nothing is left for text of this length. */
  #pays(length: number): boolean {
    this.#steps += Math.floor(length / unitsInAStep);
    return this.#steps <= maxSteps;
  }

  #imported(name: Value, depth: number): Value {
    const text = textOfValue(name);
    if (text === null) return unknown(nameOfValue(name));
    const found = this.#elsewhere.exported(text);
    return found === null ? unknown(text) : this.evaluate(found.expression, found.stack, depth + 1);
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function selected(index: Value, list: Value): Value {
  const found = list.kind === "list" ? list.items[Number(textOfValue(index) ?? -1)] : undefined;
  return found ?? unknown(nameOfValue(list));
}
