import type { LogEvent } from "../read/log-event.ts";
import { InsightsError } from "./error.ts";
import type { Table } from "./table.ts";

export type { LogEvent } from "../read/log-event.ts";
export { InsightsError } from "./error.ts";
export type { Cell, Table } from "./table.ts";

export function evaluate(text: string, _events: Iterable<LogEvent>): Table {
  throw new InsightsError("not there yet", text, 0);
}
