/**
 * A query's commands as steps from rows to rows, and the columns of the result. Rows that no `sort` has put
 * in order come newest first, as they do in CloudWatch; after `stats` they have no order there.
 */
import { compile, type Evaluation, type Scope } from "./compile.ts";
import { byGlob, byRegex } from "./extraction.ts";
import { defaultLimit } from "./parse-query.ts";
import type { Row } from "./row.ts";
import { deduplicated, type Key, limited, sorted } from "./sorting.ts";
import { planStats } from "./stats.ts";
import type { Column, Command } from "./syntax.ts";
import { isTrue, Structure, valueOfJson } from "./value.ts";

type Step = (rows: Iterable<Row>) => Iterable<Row>;

export interface Plan {
  readonly steps: readonly Step[];
  readonly fields: readonly string[];
}

const newestFirst: Key = { value: (row) => row.get("@timestamp"), descending: true };

export function planQuery(commands: readonly Command[], surroundings: Omit<Scope, "known">): Plan {
  const planner = new Planner(surroundings);
  const hasOrder = commands.some(
    (command) =>
      command.command === "sort" ||
      command.command === "stats" ||
      (command.command === "limit" && command.any),
  );
  const firstCut = commands.findIndex(({ command }) => command === "dedup" || command === "limit");
  for (const [index, command] of commands.entries()) {
    if (index === firstCut && !hasOrder) planner.sort([newestFirst], shownAfter(commands, index));
    planner.add(command, shownAfter(commands, index + 1));
  }
  if (firstCut === -1 && !hasOrder) planner.sort([newestFirst], defaultLimit);
  if (!commands.some(({ command }) => command === "limit")) planner.limit(defaultLimit);
  return planner.plan();
}

/**
 * How many of the rows that are there before the command at `index` can be shown: a limit counts where no
 * command before it drops rows.
 */
function shownAfter(commands: readonly Command[], index: number): number {
  for (const command of commands.slice(index)) {
    if (command.command === "limit") return command.count;
    if (changesCount.has(command.command)) return Number.POSITIVE_INFINITY;
  }
  return defaultLimit;
}

const changesCount: ReadonlySet<string> = new Set(["filter", "unnest", "dedup", "stats"]);

class Planner {
  readonly #surroundings: Omit<Scope, "known">;
  readonly #steps: Step[] = [];
  #known: Set<string> | null = null;
  #fields: string[] = [];
  #displayed: readonly string[] | null = null;

  constructor(surroundings: Omit<Scope, "known">) {
    this.#surroundings = surroundings;
  }

  plan(): Plan {
    const fields = this.#displayed ?? this.#fields;
    return {
      steps: this.#steps,
      fields: fields.length > 0 ? [...new Set(fields)] : ["@timestamp", "@message"],
    };
  }

  sort(keys: readonly Key[], most: number): void {
    this.#steps.push((rows) => sorted(rows, keys, most));
  }

  limit(count: number): void {
    this.#steps.push((rows) => limited(rows, count));
  }

  /** `shown`: how many of the command's rows can be shown in the end. */
  add(command: Command, shown: number): void {
    switch (command.command) {
      case "source":
        return;
      case "fields":
        this.#addFields(command.columns);
        return;
      case "display":
        for (const field of command.fields) compile(field, this.#scope());
        this.#displayed = command.fields.map(({ name }) => name);
        return;
      case "filter": {
        const condition = compile(command.condition, this.#scope());
        this.#steps.push(function* (rows) {
          for (const row of rows) if (isTrue(condition(row))) yield row;
        });
        return;
      }
      case "parse":
      case "glob": {
        const of = compile(command.of, this.#scope());
        const { names } = command;
        this.#steps.push(
          command.command === "parse"
            ? (rows) => byRegex(rows, of, command.pattern, names)
            : (rows) => byGlob(rows, of, command.pieces, names),
        );
        for (const name of names) this.#known?.add(name);
        return;
      }
      case "unnest": {
        const of = compile(command.of, this.#scope());
        const { name } = command.into;
        this.#steps.push((rows) => unnested(rows, of, name));
        this.#known?.add(name);
        return;
      }
      case "stats": {
        const stats = planStats(command.columns, command.by, this.#scope(), command.offset);
        this.#steps.push(stats.rows);
        this.#known = new Set(stats.fields);
        this.#fields = [...stats.fields];
        this.#displayed = null;
        return;
      }
      case "sort": {
        const scope = this.#scope();
        this.sort(
          command.keys.map(({ expression, descending }) => ({
            value: compile(expression, scope),
            descending,
          })),
          shown,
        );
        return;
      }
      case "dedup": {
        const fields = command.fields.map((field) => compile(field, this.#scope()));
        this.#steps.push((rows) => deduplicated(rows, fields));
        return;
      }
      case "limit":
        this.limit(command.count);
        return;
    }
  }

  #scope(): Scope {
    return { ...this.#surroundings, known: this.#known };
  }

  #addFields(columns: readonly Column[]): void {
    for (const { name, expression } of columns) {
      const value = compile(expression, this.#scope());
      if (expression.kind !== "field" || expression.name !== name)
        this.#steps.push((rows) => withField(rows, name, value));
      this.#known?.add(name);
      this.#fields.push(name);
    }
  }
}

/** A value that is not a list is one item. */
function* unnested(rows: Iterable<Row>, of: Evaluation, name: string): Iterable<Row> {
  for (const row of rows) {
    const value = of(row);
    const items = value instanceof Structure && Array.isArray(value.content) ? value.content : null;
    if (items === null) yield row.with(name, value);
    else for (const item of items) yield row.with(name, valueOfJson(item));
  }
}

function* withField(rows: Iterable<Row>, name: string, value: Evaluation): Iterable<Row> {
  for (const row of rows) {
    row.set(name, value(row));
    yield row;
  }
}
