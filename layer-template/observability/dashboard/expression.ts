/**
 * Metric math as far as a dashboard uses it: functions, arrays, ids, numbers, texts in single quotes and the four operations. A tokenizer and a
 * recursive descent; what it does not know it refuses with the place.
 * Source: Amazon CloudWatch User Guide, "Using metric math".
 */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly value: string }
  /** An id of the same widget, or a word such as DESC or REPEAT. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: "array"; readonly members: readonly Expression[] }
  | { readonly kind: "operation"; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** Deeper than any widget nests, far from the end of the stack. */
const MAX_DEPTH = 50;

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

type Token = { readonly kind: "number" | "text" | "name" | "sign" | "end"; readonly text: string; readonly at: number };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|'([^']*)'|([A-Za-z_][A-Za-z0-9_]*)|([-+*/^(),[\]]))/y;
  let at = 0;
  while (text.slice(at).trim() !== "") {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) throw new ExpressionError(`${JSON.stringify(text.slice(at, at + 20))} at ${at} is no part of an expression`);
    const [, number, quoted, name, sign] = found;
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
    const expression = this.#sum();
    if (this.#token().kind !== "end") throw this.#unexpected("an operator or the end");
    return expression;
  }

  #sum(): Expression {
    let left = this.#product();
    for (let operator = this.#takes("+", "-"); operator !== null; operator = this.#takes("+", "-"))
      left = { kind: "operation", operator, left, right: this.#product() };
    return left;
  }

  #product(): Expression {
    let left = this.#value();
    for (let operator = this.#takes("*", "/", "^"); operator !== null; operator = this.#takes("*", "/", "^"))
      left = { kind: "operation", operator, left, right: this.#value() };
    return left;
  }

  #value(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new ExpressionError(`is nested deeper than ${MAX_DEPTH}`);
    try {
      return this.#unguarded();
    } finally {
      this.#depth--;
    }
  }

  #unguarded(): Expression {
    if (this.#takes("(") !== null) {
      const inner = this.#sum();
      this.#must(")");
      return inner;
    }
    if (this.#takes("[") !== null) return { kind: "array", members: this.#list("]") };
    if (this.#takes("-") !== null) return { kind: "operation", operator: "-", left: { kind: "number", value: 0 }, right: this.#value() };
    const { kind, text } = this.#token();
    if (kind === "sign" || kind === "end") throw this.#unexpected("a value");
    this.#next++;
    if (kind === "number") return { kind, value: Number(text) };
    if (kind === "text") return { kind, value: text };
    return this.#takes("(") === null ? { kind: "name", name: text } : { kind: "call", name: text, parameters: this.#list(")") };
  }

  #list(end: string): Expression[] {
    if (this.#takes(end) !== null) return [];
    const members = [this.#sum()];
    while (this.#takes(",") !== null) members.push(this.#sum());
    this.#must(end);
    return members;
  }

  #token(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #takes(...signs: readonly string[]): string | null {
    const { kind, text } = this.#token();
    if (kind !== "sign" || !signs.includes(text)) return null;
    this.#next++;
    return text;
  }

  #must(sign: string): void {
    if (this.#takes(sign) === null) throw this.#unexpected(sign);
  }

  #unexpected(wanted: string): ExpressionError {
    const { text, at } = this.#token();
    return new ExpressionError(`${wanted} was expected at ${at}, not ${text}`);
  }
}
