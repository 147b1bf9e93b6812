/**
 * The tables of a query: those whose columns are given, with the same columns in the same order, and behind
 * them where each row was read: `file` and `line`. A question that was written for another engine with these
 * columns runs here too.
 */

export type ColumnType = "varchar" | "bigint" | "double" | "boolean" | "timestamp";

export interface Column {
  readonly name: string;
  /** The key in the emitted line. */
  readonly key: string;
  readonly type: ColumnType;
  /** What a line without the key means by that, unless another member has this value. */
  readonly absent?: {
    readonly value: string | number | boolean;
    readonly unless?: readonly [key: string, value: string];
  };
}

export interface Columns {
  /** Of a log event, in this order: its day, log group, log stream, id, time and time of ingestion. */
  readonly event: Readonly<Record<string, ColumnType>>;
  /** The name of the column with the length of the line. */
  readonly bytes: string;
  /** Of every line of Outcrop's. */
  readonly common: readonly Column[];
  /** The columns of each kind of line, in addition to the common ones. */
  readonly records: Readonly<Record<string, readonly Column[]>>;
}

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
}

export interface Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Those of them that a line's document fills. */
  readonly own: readonly Column[];
}

/** Every line of Outcrop's, and everything that was logged. */
export const lineTable = "line";
export const eventTable = "log_event";

const place: readonly TableColumn[] = [
  { name: "file", type: "varchar" },
  { name: "line", type: "bigint" },
];

export class Tables {
  readonly all: readonly Table[];
  /** The kinds of lines, with `diagnostic`, which has no table of its own. */
  readonly kinds: ReadonlySet<string>;
  /** The columns that every table but that of events has. */
  readonly shared: ReadonlySet<string>;
  readonly #byName: ReadonlyMap<string, Table>;

  constructor({ event: eventColumns, bytes, common, records }: Columns) {
    const event: readonly TableColumn[] = Object.entries(eventColumns).map(([name, type]) => ({
      name,
      type,
    }));
    const line: readonly TableColumn[] = [...event, { name: bytes, type: "bigint" }, ...common];
    this.all = [
      ...Object.entries(records).map(([name, columns]) => ({
        name,
        own: [...common, ...columns],
        columns: [...line, ...columns, ...place],
      })),
      { name: lineTable, own: common, columns: [...line, { name: "record", type: "varchar" }, ...place] },
      { name: eventTable, own: [], columns: [...event, { name: "text", type: "varchar" }, ...place] },
    ];
    this.kinds = new Set([...Object.keys(records), "diagnostic"]);
    this.shared = new Set([...line, ...place].map(({ name }) => name));
    this.#byName = new Map(this.all.map((table) => [table.name, table]));
  }

  get(name: string): Table | undefined {
    return this.#byName.get(name);
  }
}

export function createStatement({ name, columns }: Table): string {
  return `CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${column.type}`).join(", ")})`;
}
