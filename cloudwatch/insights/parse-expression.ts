/**
 * Expressions by precedence, loosest first: or, and, not, comparison, sum, product, power, sign. Nested at
 * most `deepest` deep.
 */
import type { BinaryOperator, Command, Expression, Field, Match } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

const deepest = 100;
const longestChain = 1000;

const comparisons: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);

export class ExpressionParser {
  readonly #tokens: TokenReader;
  readonly #subquery: () => Command[];
  #depth = 0;

  /** @param subquery reads the commands from the next token on. */
  constructor(tokens: TokenReader, subquery: () => Command[]) {
    this.#tokens = tokens;
    this.#subquery = subquery;
  }

  expression(): Expression {
    if (++this.#depth > deepest)
      throw this.#tokens.problem(`Nested more than ${deepest} deep`, this.#tokens.next.offset);
    const parsed = this.#joined(["or"], () => this.#joined(["and"], () => this.#negation()));
    this.#depth--;
    return parsed;
  }

  field(): Field {
    const { kind, value, offset, end } = this.#tokens.next;
    if (kind !== "word" && kind !== "quoted-word") throw this.#tokens.unexpected("a field's name");
    this.#tokens.take();
    return { kind: "field", name: value, text: this.#tokens.text.slice(offset, end), offset };
  }

  /** Each element, with commas between them. */
  list<T>(element: () => T): T[] {
    const elements = [element()];
    while (this.#tokens.takeIfSign(",")) elements.push(element());
    return elements;
  }

  /** From there to the last token taken. */
  #text(offset: number): string {
    return this.#tokens.text.slice(offset, this.#tokens.lastEnd);
  }

  #joined(words: readonly BinaryOperator[], operand: () => Expression): Expression {
    let left = operand();
    for (let length = 1; ; length++) {
      if (length > longestChain)
        throw this.#tokens.problem(`More than ${longestChain} operators in a row`, this.#tokens.next.offset);
      const operator = words.find((word) =>
        /^[a-z]/.test(word) ? this.#tokens.at(word) : this.#tokens.atSign(word),
      );
      if (operator === undefined) return left;
      this.#tokens.take();
      const right = operand();
      left = { kind: "binary", operator, left, right, text: this.#text(left.offset), offset: left.offset };
    }
  }

  #negation(): Expression {
    const { offset } = this.#tokens.next;
    let negations = 0;
    while (this.#tokens.takeIf("not")) negations++;
    let operand = this.#comparison();
    // Two say as much as any even number of them.
    for (let left = negations > 2 ? 2 - (negations % 2) : negations; left > 0; left--)
      operand = { kind: "unary", operator: "not", operand, text: this.#text(offset), offset };
    return operand;
  }

  #comparison(): Expression {
    const left = this.#sum();
    const { offset } = left;
    const operator = this.#tokens.next;
    if (operator.kind === "sign" && comparisons.has(operator.value)) {
      this.#tokens.take();
      const right = this.#sum();
      return {
        kind: "binary",
        operator: operator.value as BinaryOperator,
        left,
        right,
        text: this.#text(offset),
        offset,
      };
    }
    if (this.#tokens.takeIfSign("=~")) return this.#match(left);
    const negated = this.#tokens.takeIf("not");
    let found: Expression | null = null;
    if (this.#tokens.takeIf("like")) found = this.#match(left);
    else if (this.#tokens.takeIf("in")) found = this.#membership(left);
    if (found === null) {
      if (negated) throw this.#tokens.unexpected('"like" or "in"');
      return left;
    }
    return negated
      ? { kind: "unary", operator: "not", operand: found, text: this.#text(offset), offset }
      : found;
  }

  #match(operand: Expression): Match {
    const { kind, value } = this.#tokens.next;
    const { offset } = operand;
    let pattern: RegExp | string = value;
    if (this.#tokens.atSign("/")) pattern = this.#tokens.takeRegex();
    else if (kind === "text") this.#tokens.take();
    else throw this.#tokens.unexpected("a text or a regular expression between slashes");
    return { kind: "like", operand, pattern, text: this.#text(offset), offset };
  }

  #membership(operand: Expression): Expression {
    const { offset } = operand;
    if (this.#tokens.atSign("(")) {
      if (operand.kind !== "field")
        throw this.#tokens.problem("Only a field can be in the answer of a query", offset);
      this.#tokens.take();
      const commands = this.#subquery();
      this.#tokens.expectSign(")");
      return { kind: "subquery", operand, commands, text: this.#text(offset), offset };
    }
    this.#tokens.expectSign("[");
    const members = this.list(() => this.expression());
    this.#tokens.expectSign("]");
    return { kind: "in", operand, members, text: this.#text(offset), offset };
  }

  #sum(): Expression {
    return this.#joined(["+", "-"], () => this.#joined(["*", "/", "%"], () => this.#power()));
  }

  #power(): Expression {
    const base = this.#signed();
    if (!this.#tokens.takeIfSign("^")) return base;
    const right = this.#nested(() => this.#power());
    return {
      kind: "binary",
      operator: "^",
      left: base,
      right,
      text: this.#text(base.offset),
      offset: base.offset,
    };
  }

  #signed(): Expression {
    const { offset } = this.#tokens.next;
    if (!this.#tokens.takeIfSign("-")) return this.#operand();
    const operand = this.#nested(() => this.#signed());
    return { kind: "unary", operator: "-", operand, text: this.#text(offset), offset };
  }

  #nested(parse: () => Expression): Expression {
    if (++this.#depth > deepest)
      throw this.#tokens.problem(`Nested more than ${deepest} deep`, this.#tokens.next.offset);
    const parsed = parse();
    this.#depth--;
    return parsed;
  }

  #operand(): Expression {
    const { kind, value, offset } = this.#tokens.next;
    switch (kind) {
      case "text":
        this.#tokens.take();
        return { kind: "literal", value, text: this.#text(offset), offset };
      case "number":
        this.#tokens.take();
        return { kind: "literal", value: Number(value), text: this.#text(offset), offset };
      case "period":
        this.#tokens.take();
        return {
          kind: "period",
          count: Number.parseFloat(value),
          unit: value.replace(/^[\d.]+/, ""),
          text: this.#text(offset),
          offset,
        };
      case "word":
      case "quoted-word": {
        const field = this.field();
        return kind === "word" && this.#tokens.atSign("(") ? this.#call(field) : field;
      }
      default: {
        if (!this.#tokens.atSign("(")) throw this.#tokens.unexpected("a value");
        this.#tokens.take();
        const inner = this.expression();
        this.#tokens.expectSign(")");
        return { ...inner, text: this.#text(offset), offset };
      }
    }
  }

  #call({ name, offset }: Field): Expression {
    this.#tokens.take();
    let args: Expression[] = [];
    if (!this.#tokens.takeIfSign("*") && !this.#tokens.atSign(")")) args = this.list(() => this.expression());
    this.#tokens.expectSign(")");
    return { kind: "call", name: name.toLowerCase(), args, text: this.#text(offset), offset };
  }
}
