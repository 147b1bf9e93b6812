/**
 * Fields that Logs Insights finds in the lines of Lambda's platform in text format. `@initDuration` is
 * missing from the documented list and used in AWS's own samples. Memory is in bytes there, though the line
 * says MB.
 */
import type { Value } from "./value.ts";

const requestId =
  /^(?:(?:START|END|REPORT) RequestId: |\S+Z\t)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/;
const type = /^(START|END|REPORT) RequestId: /;

const columns: Readonly<Record<string, readonly [pattern: RegExp, factor: number]>> = {
  "@duration": [/\tDuration: ([\d.]+) ms/, 1],
  "@billedDuration": [/\tBilled Duration: ([\d.]+) ms/, 1],
  "@initDuration": [/\tInit Duration: ([\d.]+) ms/, 1],
  "@memorySize": [/\tMemory Size: (\d+) MB/, 1_000_000],
  "@maxMemoryUsed": [/\tMax Memory Used: (\d+) MB/, 1_000_000],
};

export const platformFieldNames: readonly string[] = ["@type", "@requestId", ...Object.keys(columns)];

export function platformField(name: string, message: string): Value {
  if (name === "@requestId") return requestId.exec(message)?.[1] ?? null;
  if (name === "@type") return type.exec(message)?.[1] ?? null;
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column === undefined || !message.startsWith("REPORT ")) return null;
  const found = column[0].exec(message)?.[1];
  return found === undefined ? null : Number(found) * column[1];
}
