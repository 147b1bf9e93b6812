/** Log events as literals. */
import { evaluate, type LogEvent, type Table } from "../../../cloudwatch/insights/evaluate.ts";

export const noon = Date.parse("2026-11-21T12:00:00.000Z");

/** An event each, a second apart from noon on; an object becomes JSON. */
export function eventsOf(...messages: readonly (string | object)[]): LogEvent[] {
  return messages.map((message, index) => ({
    message: typeof message === "string" ? message : JSON.stringify(message),
    timestamp: noon + index * 1000,
    logGroup: "/aws/lambda/orders",
    logStream: "stream",
    eventId: null,
    file: "log",
    line: index + 1,
  }));
}

export const run = (text: string, ...messages: readonly (string | object)[]): Table =>
  evaluate(text, eventsOf(...messages));

export const rowsOf = (text: string, ...messages: readonly (string | object)[]): Table["rows"] =>
  run(text, ...messages).rows;

/** The value of one expression, of one event. */
export const worthOf = (expression: string, message: string | object = {}): unknown =>
  rowsOf(`fields ${expression} as x`, message)[0]?.[0];
