/**
 * Metric math as a tree, from weakest to strongest binding: OR, AND, comparison, + -, * /, unary -, ^.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import { DashboardError } from "./dashboard-error.ts";

export type Operator = "OR" | "AND" | "==" | "!=" | "<=" | ">=" | "<" | ">" | "+" | "-" | "*" | "/" | "^";

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  /** The id of another entry, or a word such as DESC. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly members: readonly Expression[] }
  | { readonly kind: "call"; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

const levels: readonly (readonly string[])[] = [
  ["OR", "||"],
  ["AND", "&&"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
];
const canonical: Readonly<Record<string, Operator>> = { "||": "OR", "&&": "AND" };
const token = /\s*(?:(\d+(?:\.\d+)?)|'([^']*)'|"([^"]*)"|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|[-+*/^<>()[\],]))/y;
/** Deep enough for anything a person writes. */
const MAX_DEPTH = 50;

interface Token {
  readonly kind: "number" | "text" | "name" | "sign";
  readonly text: string;
}

/** @throws DashboardError */
export function parseMath(text: string): Expression {
  return new Parser(text).parse();
}

class Parser {
  readonly #text: string;
  readonly #tokens: Token[];
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  parse(): Expression {
    const expression = this.#level(0);
    if (this.#tokens[0] !== undefined) throw this.#unexpected(this.#tokens[0]);
    return expression;
  }

  #level(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let left = this.#level(level + 1);
    for (;;) {
      const next = this.#tokens[0];
      if (next === undefined || next.kind === "text" || !operators.includes(next.text)) return left;
      this.#tokens.shift();
      left = { kind: "binary", operator: canonical[next.text] ?? (next.text as Operator), left, right: this.#level(level + 1) };
    }
  }

  #unary(): Expression {
    if (this.#takes("-")) return { kind: "negative", of: this.#unary() };
    const base = this.#primary();
    return this.#takes("^") ? { kind: "binary", operator: "^", left: base, right: this.#unary() } : base;
  }

  #primary(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new DashboardError(`too deep: ${this.#text}`);
    const next = this.#tokens.shift();
    if (next === undefined) throw new DashboardError(`the expression ends too early: ${this.#text}`);
    const expression = this.#primaryFrom(next);
    this.#depth--;
    return expression;
  }

  #primaryFrom(next: Token): Expression {
    if (next.kind === "number") return { kind: "number", value: Number(next.text) };
    if (next.kind === "text") return { kind: "text", value: next.text };
    if (next.kind === "name") {
      return this.#takes("(") ? { kind: "call", name: next.text, parameters: this.#until(")") } : { kind: "name", name: next.text };
    }
    if (next.text === "[") return { kind: "list", members: this.#until("]") };
    if (next.text !== "(") throw this.#unexpected(next);
    const inner = this.#level(0);
    if (!this.#takes(")")) throw new DashboardError(`a parenthesis is not closed: ${this.#text}`);
    return inner;
  }

  #until(end: string): Expression[] {
    const members: Expression[] = [];
    if (this.#takes(end)) return members;
    do members.push(this.#level(0));
    while (this.#takes(","));
    if (!this.#takes(end)) throw new DashboardError(`${end} is missing: ${this.#text}`);
    return members;
  }

  #takes(sign: string): boolean {
    const [next] = this.#tokens;
    if (next?.kind !== "sign" || next.text !== sign) return false;
    this.#tokens.shift();
    return true;
  }

  #unexpected({ text }: Token): DashboardError {
    return new DashboardError(`${text} is not expected in ${this.#text}`);
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) throw new DashboardError(`not understood from "${text.slice(at, at + 20)}" on: ${text}`);
    const [, number, single, double, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (single !== undefined || double !== undefined) tokens.push({ kind: "text", text: single ?? double ?? "" });
    else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else tokens.push({ kind: "sign", text: sign as string });
    at = token.lastIndex;
  }
  return tokens;
}
