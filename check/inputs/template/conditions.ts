/** The conditions of a template: true, false, or null where that is known only at the deploy. */
import { at, isFields, listOf } from "../shared/values.ts";
import type { Stack, Value } from "./stack.ts";
import { textOfValue } from "./value.ts";

const maxDepth = 64;

type Evaluate = (expression: unknown, stack: Stack, depth: number) => Value;

export class Conditions {
  readonly #evaluate: Evaluate;
  /** By stack and name; null while it is being found out, so that a circle ends. */
  readonly #known = new WeakMap<Stack, Map<string, boolean | null>>();

  constructor(evaluate: Evaluate) {
    this.#evaluate = evaluate;
  }

  holds(expression: unknown, stack: Stack, depth: number): boolean | null {
    if (depth > maxDepth || !isFields(expression)) return null;
    const [name = ""] = Object.keys(expression);
    const argument = expression[name];
    const parts = (): readonly (boolean | null)[] =>
      listOf(argument).map((part) => this.holds(part, stack, depth + 1));
    switch (name) {
      case "Condition":
        return typeof argument === "string" ? this.#named(argument, stack, depth) : null;
      case "Fn::Not":
        return opposite(parts()[0] ?? null);
      case "Fn::And":
        return all(parts());
      case "Fn::Or":
        return opposite(all(parts().map(opposite)));
      case "Fn::Equals":
        return this.#equal(argument, stack, depth);
      default:
        return null;
    }
  }

  #named(name: string, stack: Stack, depth: number): boolean | null {
    const known = this.#known.get(stack) ?? new Map<string, boolean | null>();
    this.#known.set(stack, known);
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, null);
    const holds = this.holds(at(stack.template, "Conditions", name), stack, depth + 1);
    known.set(name, holds);
    return holds;
  }

  #equal(argument: unknown, stack: Stack, depth: number): boolean | null {
    const [left, right] = [0, 1].map((index) =>
      textOfValue(this.#evaluate(at(argument, String(index)), stack, depth + 1)),
    );
    return typeof left === "string" && typeof right === "string" ? left === right : null;
  }
}

function opposite(holds: boolean | null): boolean | null {
  return holds === null ? null : !holds;
}

function all(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}
