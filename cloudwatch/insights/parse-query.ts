/** The commands of a query, between bars, and what is documented of their order. */
import { ExpressionParser } from "./parse-expression.ts";
import { type Column, type Command, columnName, type Field, type SortKey } from "./syntax.ts";
import { TokenReader } from "./token-reader.ts";

/**
 * Without a `limit`, and the most one may ask for.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html
 */
export const defaultLimit = 10_000;
const largestLimit = 100_000;

export function parseQuery(text: string): Command[] {
  const tokens = new TokenReader(text);
  const commands = new CommandParser(tokens).commands();
  if (tokens.next.kind !== "end") throw tokens.unexpected('"|" or the end');
  return commands;
}

class CommandParser {
  readonly #tokens: TokenReader;
  readonly #expressions: ExpressionParser;

  /** @param inner whether this is a query in a query, which holds none itself. */
  constructor(tokens: TokenReader, inner = false) {
    this.#tokens = tokens;
    this.#expressions = new ExpressionParser(tokens, () => {
      if (inner) throw tokens.problem("A query in a query holds no other", tokens.next.offset);
      return new CommandParser(tokens, true).commands();
    });
  }

  commands(): Command[] {
    const commands = [this.#command()];
    while (this.#tokens.takeIfSign("|")) commands.push(this.#command());
    checkOrder(commands, this.#tokens);
    return commands;
  }

  #command(): Command {
    const { kind, value, offset } = this.#tokens.next;
    if (kind !== "word") throw this.#tokens.unexpected("a command");
    const expressions = this.#expressions;
    this.#tokens.take();
    switch (value.toLowerCase()) {
      case "source":
        return this.#source(offset);
      case "fields":
        return { command: "fields", columns: this.#columns(), offset };
      case "display":
        return { command: "display", fields: this.#fieldNames(), offset };
      case "filter":
        return { command: "filter", condition: expressions.expression(), offset };
      case "parse":
        return this.#parse(offset);
      case "unnest": {
        const of = expressions.field();
        if (!this.#tokens.takeIf("into")) throw this.#tokens.unexpected('"into"');
        return { command: "unnest", of, into: expressions.field(), offset };
      }
      case "stats": {
        const columns = this.#columns();
        return { command: "stats", columns, by: this.#tokens.takeIf("by") ? this.#columns() : [], offset };
      }
      case "sort":
        return { command: "sort", keys: expressions.list(() => this.#sortKey()), offset };
      case "dedup":
        return { command: "dedup", fields: this.#fieldNames(), offset };
      case "limit":
        return this.#limit(offset);
      default:
        throw this.#tokens.problem(`The command "${value}" is not known here`, offset);
    }
  }

  #columns(): Column[] {
    return this.#expressions.list(() => {
      const expression = this.#expressions.expression();
      if (this.#tokens.takeIf("as")) return { name: this.#expressions.field().name, expression };
      return {
        name: expression.kind === "field" ? expression.name : columnName(expression.text),
        expression,
      };
    });
  }

  #fieldNames(): Field[] {
    return this.#expressions.list(() => this.#expressions.field());
  }

  #sortKey(): SortKey {
    const expression = this.#expressions.expression();
    const descending = this.#tokens.takeIf("desc");
    if (!descending) this.#tokens.takeIf("asc");
    return { expression, descending };
  }

  #limit(offset: number): Command {
    const any = this.#tokens.takeIf("any");
    const { kind, value } = this.#tokens.next;
    const count = Number(value);
    if (kind !== "number" || !Number.isInteger(count) || count < 1 || count > largestLimit)
      throw this.#tokens.unexpected(`a whole number from 1 to ${largestLimit}`);
    this.#tokens.take();
    return { command: "limit", count, any, offset };
  }

  #parse(offset: number): Command {
    const tokens = this.#tokens;
    const named = tokens.next.kind === "word" || tokens.next.kind === "quoted-word";
    const of: Field = named
      ? this.#expressions.field()
      : { kind: "field", name: "@message", text: "@message", offset };
    if (tokens.atSign("/")) {
      const at = tokens.next.offset;
      const pattern = tokens.takeRegex();
      const names = Array.from(
        pattern.source.matchAll(/\(\?<([A-Za-z_]\w*)>/g),
        ([, name]) => name as string,
      );
      if (names.length === 0)
        throw tokens.problem("This regular expression names no group, as (?<name>…) does", at);
      return { command: "parse", of, pattern, names, offset };
    }
    if (tokens.next.kind !== "text")
      throw tokens.unexpected("a text with * or a regular expression between slashes");
    const glob = tokens.take();
    const pieces = glob.value.split("*");
    if (!tokens.takeIf("as")) throw tokens.unexpected('"as"');
    const names = this.#fieldNames().map(({ name }) => name);
    if (names.length !== pieces.length - 1)
      throw tokens.problem(
        `The text has ${pieces.length - 1} * and ${names.length} names follow`,
        glob.offset,
      );
    return { command: "glob", of, pieces, names, offset };
  }

  /** `SOURCE 'group'` or `SOURCE logGroups(namePrefix: ['prefix'], …)`. */
  #source(offset: number): Command {
    const tokens = this.#tokens;
    if (tokens.next.kind === "text")
      return { command: "source", groups: [tokens.take().value], prefixes: [], offset };
    if (!tokens.takeIf("loggroups")) throw tokens.unexpected("a log group's name or logGroups(…)");
    tokens.expectSign("(");
    const prefixes = this.#expressions.list(() => {
      const { name } = this.#expressions.field();
      tokens.expectSign(":");
      const values = this.#texts();
      return name.toLowerCase() === "nameprefix" ? values : [];
    });
    tokens.expectSign(")");
    return { command: "source", groups: [], prefixes: prefixes.flat(), offset };
  }

  #texts(): string[] {
    const text = (): string => {
      if (this.#tokens.next.kind !== "text") throw this.#tokens.unexpected("a text");
      return this.#tokens.take().value;
    };
    if (!this.#tokens.takeIfSign("[")) return [text()];
    const texts = this.#expressions.list(text);
    this.#tokens.expectSign("]");
    return texts;
  }
}

/**
 * What the documentation rules out: more than two `stats`, `sort` or `limit` before the second one, anything
 * but `limit` after `dedup`. docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html and
 * CWL_QuerySyntax-Dedup.html
 */
function checkOrder(commands: readonly Command[], tokens: TokenReader): void {
  const stats = commands.filter(({ command }) => command === "stats");
  if (stats[2]) throw tokens.problem("A query has at most two stats commands", stats[2].offset);
  const second = stats[1];
  const early = commands.find(
    ({ command, offset }) => second && offset < second.offset && (command === "sort" || command === "limit"),
  );
  if (early)
    throw tokens.problem(`With two stats commands, ${early.command} comes after the second`, early.offset);
  const dedup = commands.findIndex(({ command }) => command === "dedup");
  const after =
    dedup === -1 ? undefined : commands.slice(dedup + 1).find(({ command }) => command !== "limit");
  if (after) throw tokens.problem("After dedup only limit is allowed", after.offset);
  const firstOther = commands.findIndex(({ command }) => command !== "source");
  const late =
    firstOther === -1 ? undefined : commands.slice(firstOther).find(({ command }) => command === "source");
  if (late) throw tokens.problem("SOURCE comes first", late.offset);
}
