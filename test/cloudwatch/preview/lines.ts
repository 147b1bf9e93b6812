/**
 * Log events as Outcrop and the platform write them, by the code that makes the real ones if there is
 * some.
 */

import { emptyCollection } from "../../../cloudwatch/observability/preview/preview.ts";
import type { Collection } from "../../../cloudwatch/preview/collect.ts";
import type { FindingCode } from "../../../core/findings/finding.ts";
import { findingKinds } from "../../../core/findings/finding.ts";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { type Detail, initFailureData, metricData } from "../../../core/telemetry/metrics.ts";

export const start = Date.UTC(2026, 10, 21, 10);

export function event(
  message: string | object,
  timestamp: number | null = start,
  logGroup: string | null = null,
): LogEvent {
  const text = typeof message === "string" ? message : JSON.stringify(message);
  return { message: text, timestamp, logGroup, logStream: null, eventId: null, file: "test.jsonl", line: 1 };
}

interface Invocation {
  readonly functionName?: string;
  readonly counts?: Partial<Record<FindingCode, number>>;
  readonly errors?: Partial<Record<FindingCode, number>>;
  readonly failed?: boolean;
  readonly overheadMs?: number;
  /** Whether the shim was there. */
  readonly observed?: boolean;
  readonly metrics?: Detail;
}

const ofAllCodes = (some: Partial<Record<FindingCode, number>>) =>
  Object.fromEntries(
    (Object.keys(findingKinds) as FindingCode[]).map((code) => [code, some[code] ?? 0]),
  ) as Record<FindingCode, number>;

let requests = 0;

export function invocation(
  timestamp: number,
  {
    functionName = "orders",
    counts = {},
    errors = {},
    failed = false,
    overheadMs = 2,
    observed = true,
    metrics = "sparse",
  }: Invocation = {},
) {
  const request = `00000000-0000-4000-8000-${String(++requests).padStart(12, "0")}`;
  return event(
    {
      ...line("invocation", timestamp, functionName),
      request_id: request,
      ...(failed && { failed }),
      ...(!observed && { ended_by: "unobserved" }),
      fingerprint: "cd4a5fdd84ca5500",
      ...metricData(
        {
          findings: observed ? { counts: ofAllCodes(counts), errors: ofAllCodes(errors) } : null,
          coverage: observed ? "full" : "none",
          first: true,
          loaded: { modules: 139, layerModules: 54 },
          eventful: true,
          further: 0,
          overheadMs,
        },
        timestamp,
        metrics,
      ),
    },
    timestamp,
  );
}

interface FailedInit extends Pick<Invocation, "functionName" | "counts" | "errors"> {
  /** Null: it ended without an error, as by an exit. */
  readonly error?: string | null;
  /** Whether its last line has metrics: a line of an earlier version has none. */
  readonly counted?: boolean;
}

/** The lines of an environment that ended in init. */
export function failedInit(
  timestamp: number,
  {
    functionName = "orders",
    counts = {},
    errors = {},
    error = "MODULE_NOT_FOUND",
    counted = true,
  }: FailedInit = {},
): LogEvent[] {
  const failure = {
    ...line("failure", timestamp, functionName),
    phase: "init",
    error_name: "Error",
    error_code: error,
    findings: "",
    explanation: "No collision explains it.",
  };
  const shutdown = {
    ...line("shutdown", timestamp + 5, functionName),
    reason: "spindown",
    invocations: 0,
    ...(counted &&
      initFailureData({ counts: ofAllCodes(counts), errors: ofAllCodes(errors) }, "full", timestamp + 5)),
  };
  return [
    event({ ...line("environment", timestamp, functionName), outcrop_version: "0.1.0" }, timestamp),
    ...(error === null ? [] : [event(failure, timestamp)]),
    event(shutdown, timestamp + 5),
  ];
}

export function finding(
  timestamp: number,
  code: FindingCode,
  name: string,
  { functionName = "orders", severity = "warning", message = `${name} collides` } = {},
) {
  const { family, docs } = findingKinds[code];
  const told = {
    ...line("finding", timestamp, functionName),
    code,
    family,
    severity,
    package: name,
    fix: `Repair ${name}: install the version that the function asks for.`,
    docs,
    message,
  };
  return event(told, timestamp);
}

export function line(outcrop: string, timestamp: number, functionName = "orders") {
  const identity = {
    environment: "bbd2e20a47bbc4cc",
    function_name: functionName,
    function_version: "$LATEST",
  };
  return {
    level: "INFO",
    message: outcrop,
    timestamp: new Date(timestamp).toISOString(),
    outcrop,
    schema: 1,
    ...identity,
  };
}

export function collect(...events: readonly LogEvent[]): Collection {
  const collected = emptyCollection();
  for (const each of events) collected.add(each);
  collected.finish();
  return collected;
}

/** Three invocations of one function with findings and a failure, and one of another without. */
export function troubledFleet(): Collection {
  const report =
    "REPORT RequestId: 5f0c0000-0000-4000-8000-000000000000\tDuration: 12.50 ms\tBilled Duration: 13 ms\t" +
    "Memory Size: 128 MB\tMax Memory Used: 60 MB\tInit Duration: 150.25 ms";
  return collect(
    event(
      {
        ...line("environment", start),
        outcrop_version: "0.1.0",
        node_version: "v24.21.0",
        register_ms: 20,
        shim_ms: 3.6,
      },
      start,
    ),
    event(
      {
        ...line("resolution", start),
        package: "zod",
        version: "3.24.4",
        root: "layer",
        path: "/opt/nodejs/node_modules/zod",
        modules: 11,
      },
      start,
    ),
    finding(start + 10, "range-violation", "zod", { severity: "error" }),
    finding(start + 20, "wrong-architecture", "bcrypt", { severity: "error" }),
    finding(start + 20, "shadowed-package", "uuid"),
    invocation(start + 30, {
      counts: { "range-violation": 1, "shadowed-package": 1 },
      errors: { "range-violation": 1 },
    }),
    invocation(start + 60, {
      counts: {
        "range-violation": 1,
        "shadowed-package": 1,
        "wrong-architecture": 1,
        "unresolved-module": 1,
      },
      errors: { "range-violation": 1, "wrong-architecture": 1 },
    }),
    event(
      {
        ...line("failure", start + 70),
        phase: "invoke",
        error_name: "TypeError",
        findings: "range-violation zod",
        explanation: "zod",
      },
      start + 70,
    ),
    invocation(start + 90, {
      failed: true,
      counts: { "range-violation": 1, "shadowed-package": 1 },
      errors: { "range-violation": 1 },
    }),
    invocation(start + 95, { functionName: "invoices" }),
    event(report, start + 99, "/aws/lambda/orders"),
  );
}
