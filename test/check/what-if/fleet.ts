/**
 * The logs of 30 functions that have the layer of layers.ts, as `aws logs filter-log-events` prints them. Each
 * loads two of its packages; what happens to it follows from these.
 */

import type { SeenCopy } from "../../../check/what-if/seen.ts";
import type { Outcome } from "../../../check/what-if/verdict.ts";
import { findingKinds } from "../../../core/findings/finding.ts";
import { fingerprintOf } from "../../../core/layout/fingerprint.ts";
import { copy } from "./layers.ts";

const uses = [
  copy("ulid@2.3.0"),
  copy("axios@1.7.7"),
  copy("dayjs@1.11.12"),
  copy("zod@3.24.4"),
  copy("uuid@11.1.0", { how: "import" }),
  copy("uuid@11.1.0"),
  copy("gone@1.0.0"),
] as const;

/** Of a function that loads it: by its place among `uses`. */
const outcomes: readonly Outcome[] = ["fine", "fine", "fine", "risk", "risk", "breaks", "breaks"];

export interface Member {
  readonly name: string;
  readonly copies: readonly SeenCopy[];
  readonly invocations: number;
  readonly outcome: Outcome;
  /** It has a finding that the new layer ends. */
  readonly finding: boolean;
}

export const fleet: readonly Member[] = Array.from({ length: 30 }, (_, index) => {
  const places = index < 4 ? [] : [index % 3, index % uses.length];
  const own = { ...copy("zod@4.1.0"), root: "function", path: "/var/task/node_modules/zod" };
  const worst = (["breaks", "risk", "fine"] as const).find((one) =>
    places.some((place) => outcomes[place] === one),
  );
  return {
    name: `shop-${String(index).padStart(2, "0")}`,
    copies: places.length === 0 ? [own] : [...new Set(places)].flatMap((place) => uses[place] ?? []),
    invocations: 1 + ((index * 7) % 31),
    outcome: worst ?? "untouched",
    finding: places.includes(3),
  };
});

const day = "2026-03-14T";

export function fleetLogs(): string {
  const events = fleet.flatMap(eventsOf);
  return `${JSON.stringify({ events, searchedLogStreams: [] }, null, 1)}\n`;
}

function eventsOf({ name, copies, invocations, finding }: Member, index: number): readonly object[] {
  const environment = `0ccd38917e26${String(index).padStart(4, "0")}`;
  const identity = { environment, function_name: name, function_version: "7" };
  const events: object[] = [];
  const line = (second: number, outcrop: string, keys: object): void => {
    const clock = `02:${String(10 + Math.floor(second / 60)).padStart(2, "0")}:${String(second % 60).padStart(2, "0")}`;
    const timestamp = Date.parse(`${day}${clock}Z`);
    const base = { level: "INFO", message: outcrop, timestamp: `${day}${clock}Z`, outcrop, schema: 1 };
    events.push({
      logStreamName: `2026/03/14/[7]${environment.repeat(2)}`,
      timestamp,
      message: JSON.stringify({ ...base, ...identity, ...keys }),
      ingestionTime: timestamp + 900,
      eventId: `${index}-${events.length}`,
    });
  };
  line(0, "environment", {
    outcrop_version: "0.1.0",
    node_version: "v24.21.0",
    arch: "x64",
    memory_mb: 512,
    initialization_type: "on-demand",
    roots: "function layer",
    wrappers: "/opt/outcrop-wrapper",
    register_ms: 10,
    shim_start_ms: 1,
    shim_ms: 3,
  });
  for (const { package: of, version, root, path, importer, specifier, how } of copies)
    line(1, "resolution", { package: of, version, root, path, modules: 1, importer, specifier, how });
  if (finding) {
    const { family, docs } = findingKinds["range-violation"];
    line(2, "finding", {
      message: "it asks for zod ^4.0.0 and got zod@3.24.4",
      code: "range-violation",
      family,
      severity: "error",
      package: "zod",
      winner_version: "3.24.4",
      winner_root: "layer",
      winner_path: "/opt/nodejs/node_modules/zod",
      importer: "/var/task/index.js",
      importers: 1,
      range: "^4.0.0",
      evidence: "{}",
      fix: "Install zod ^4.0.0.",
      docs,
    });
  }
  for (let at = 0; at < invocations; at++)
    line(3 + at, "invocation", {
      request_id: `c1a571f8-db88-42c8-${String(index).padStart(4, "0")}-${String(at).padStart(12, "0")}`,
      cold_start: at === 0,
      failed: false,
      ended_by: "end-mark",
      new_copies: at === 0 ? copies.length : 0,
      new_findings: 0,
      fingerprint: fingerprintOf(copies as never),
    });
  return events;
}
