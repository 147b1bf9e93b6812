/**
 * Metric math as a tree: functions, arrays, ids, numbers, texts and operators, from weakest to strongest
 * binding OR, AND, comparison, + -, * /, unary -, ^. A tokenizer and a recursive descent; what it does not
 * know it refuses with the place. Source: Amazon CloudWatch User Guide, "Using metric math".
 */
export type Operator = "OR" | "AND" | "==" | "!=" | "<=" | ">=" | "<" | ">" | "+" | "-" | "*" | "/" | "^";

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  /** An id of the same widget, or a word such as DESC or REPEAT. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: "array"; readonly members: readonly Expression[] }
  /** A sign is a subtraction from 0. */
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** By how they bind, weakest first, from left to right. */
const levels: readonly Readonly<Record<string, Operator>>[] = [
  { OR: "OR", "||": "OR" },
  { AND: "AND", "&&": "AND" },
  { "==": "==", "!=": "!=", "<=": "<=", ">=": ">=", "<": "<", ">": ">" },
  { "+": "+", "-": "-" },
  { "*": "*", "/": "/" },
];

/** Deeper than any widget nests, far from the end of the stack. */
const maxDepth = 50;

export class ExpressionError extends Error {
  override name = "ExpressionError";
}

/** @throws ExpressionError with what was met, and where (characters from 0). */
export function parseExpression(text: string): Expression {
  return new Parser(text).whole();
}

/** The expression and everything in it, outermost first. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  const inner =
    expression.kind === "call"
      ? expression.parameters
      : expression.kind === "array"
        ? expression.members
        : expression.kind === "operation"
          ? [expression.left, expression.right]
          : [];
  for (const part of inner) yield* partsOf(part);
}

type Token = {
  readonly kind: "number" | "text" | "name" | "sign" | "end";
  readonly text: string;
  readonly at: number;
};

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s*(?:(\d+(?:\.\d+)?)|'([^']*)'|"([^"]*)"|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|[-+*/^<>(),[\]]))/y;
  let at = 0;
  while (text.slice(at).trim() !== "") {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null)
      throw new ExpressionError(
        `${JSON.stringify(text.slice(at, at + 20))} at ${at} is not part of an expression`,
      );
    const [, number, single, double, name, sign] = found;
    const quoted = single ?? double;
    if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (quoted !== undefined) tokens.push({ kind: "text", text: quoted, at });
    else if (name !== undefined) tokens.push({ kind: "name", text: name, at });
    else tokens.push({ kind: "sign", text: sign ?? "", at });
    at = pattern.lastIndex;
  }
  return [...tokens, { kind: "end", text: "the end", at: text.length }];
}

class Parser {
  readonly #tokens: Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  whole(): Expression {
    const expression = this.#level(0);
    if (this.#token().kind !== "end") throw this.#unexpected("an operator or the end");
    return expression;
  }

  #level(level: number): Expression {
    const operators = levels[level];
    if (operators === undefined) return this.#signed();
    let left = this.#level(level + 1);
    for (;;) {
      const { kind, text } = this.#token();
      const operator = kind !== "text" && Object.hasOwn(operators, text) ? operators[text] : undefined;
      if (operator === undefined) return left;
      this.#next++;
      left = { kind: "operation", operator, left, right: this.#level(level + 1) };
    }
  }

  #signed(): Expression {
    if (++this.#depth > maxDepth) throw new ExpressionError(`is nested deeper than ${maxDepth}`);
    try {
      if (this.#takes("-"))
        return {
          kind: "operation",
          operator: "-",
          left: { kind: "number", value: 0 },
          right: this.#signed(),
        };
      const base = this.#value();
      return this.#takes("^")
        ? { kind: "operation", operator: "^", left: base, right: this.#signed() }
        : base;
    } finally {
      this.#depth--;
    }
  }

  #value(): Expression {
    if (this.#takes("(")) {
      const inner = this.#level(0);
      this.#must(")");
      return inner;
    }
    if (this.#takes("[")) return { kind: "array", members: this.#list("]") };
    const { kind, text } = this.#token();
    if (kind === "sign" || kind === "end") throw this.#unexpected("a value");
    this.#next++;
    if (kind === "number") return { kind, value: Number(text) };
    if (kind === "text") return { kind, value: text };
    return this.#takes("(")
      ? { kind: "call", name: text, parameters: this.#list(")") }
      : { kind: "name", name: text };
  }

  #list(end: string): Expression[] {
    if (this.#takes(end)) return [];
    const members = [this.#level(0)];
    while (this.#takes(",")) members.push(this.#level(0));
    this.#must(end);
    return members;
  }

  #token(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #takes(sign: string): boolean {
    const { kind, text } = this.#token();
    if (kind !== "sign" || text !== sign) return false;
    this.#next++;
    return true;
  }

  #must(sign: string): void {
    if (!this.#takes(sign)) throw this.#unexpected(sign);
  }

  #unexpected(wanted: string): ExpressionError {
    const { text, at } = this.#token();
    return new ExpressionError(`${wanted} was expected at ${at}, not ${text}`);
  }
}
