import { bytesColumn, commonColumns, eventColumns, recordColumns } from "../../cloudwatch/athena/columns.ts";
import { Tables } from "../../incident/query/tables.ts";

/** The columns of Athena's views, so that a query runs in both. */
export const tables = new Tables({
  event: eventColumns,
  bytes: bytesColumn,
  common: commonColumns,
  records: recordColumns,
});
