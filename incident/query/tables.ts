/**
 * The tables of a query: those of cloudwatch/athena, with the same columns in the same order, and behind them where each row was read: `file` and
 * `line`. A question written for one runs in the other.
 */
import {
  bytesColumn,
  type Column,
  type ColumnType,
  commonColumns,
  eventColumns,
  type RecordKind,
  recordColumns,
  recordKinds,
} from "../../cloudwatch/athena/columns.ts";

/** `log_event` is everything that was logged, `line` every line of Outcrop's. */
export type TableName = "log_event" | "line" | RecordKind;

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
}

export interface Table {
  readonly name: TableName;
  readonly columns: readonly TableColumn[];
  /** Those of them that a line's document fills. */
  readonly own: readonly Column[];
}

const event: readonly TableColumn[] = Object.entries(eventColumns).map(([name, type]) => ({ name, type }));
const bytes: TableColumn = { name: bytesColumn, type: "bigint" };
const place: readonly TableColumn[] = [
  { name: "file", type: "varchar" },
  { name: "line", type: "bigint" },
];

export const tables: readonly Table[] = [
  ...recordKinds.map((name) => {
    const own = [...commonColumns, ...recordColumns[name]];
    return { name, own, columns: [...event, bytes, ...own, ...place] };
  }),
  { name: "line", own: commonColumns, columns: [...event, bytes, ...commonColumns, { name: "record", type: "varchar" }, ...place] },
  { name: "log_event", own: [], columns: [...event, { name: "text", type: "varchar" }, ...place] },
];

export function createStatement({ name, columns }: Table): string {
  return `CREATE TABLE "${name}" (${columns.map((column) => `"${column.name}" ${column.type}`).join(", ")})`;
}
