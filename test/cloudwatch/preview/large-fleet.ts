/**
 * Three hours of a fleet of any size, some functions in every state, with what is true of them by construction.
 * The states go round: whatever the size, each has its share.
 */
import type { states } from "../../../cloudwatch/observability/queries/states.ts";
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { event, failedInit, finding, invocation, line, start } from "./lines.ts";

export type StateName = keyof typeof states;

/** How many of each hundred functions are in each state. */
const share: Readonly<Record<StateName, number>> = {
  failsInInit: 4,
  error: 6,
  warning: 20,
  unobserved: 5,
  bundled: 10,
  fails: 4,
  healthy: 44,
  noStart: 4,
  silent: 3,
};

const round = (Object.keys(share) as StateName[]).flatMap((state) =>
  Array.from({ length: share[state] }, () => state),
);

export interface Member {
  readonly name: string;
  readonly state: StateName;
  /** Pairs of code and package at warning or error. */
  readonly findings: number;
}

export interface Fleet {
  readonly members: readonly Member[];
  readonly events: readonly LogEvent[];
}

/** A name does not show the state, and neighbours are in different ones. */
export function largeFleet(size: number): Fleet {
  return fleetOf(Array.from({ length: size }, (_, at) => round[(at * 37) % round.length] as StateName));
}

/** One function in each of these states. */
export function fleetOf(wanted: readonly StateName[]): Fleet {
  const members: Member[] = [];
  const events: LogEvent[] = [];
  for (const [at, state] of wanted.entries()) {
    const name = `shop-${["orders", "mails", "jobs", "search", "users"][at % 5]}-${at}`;
    const told = eventsOf[state](name, start + (at % 2_000) * step);
    events.push(...told.map((each) => ({ ...each, logGroup: `/aws/lambda/${name}` })));
    members.push({ name, state, findings: findingsOf[state](at) });
  }
  return { members, events };
}

/** Between two functions: 2,000 fill three hours. */
const step = 5_000;

/** Every other failing init has a finding: a module is missing. The rest exits. */
const lacksModule = (at: number) => at % 2 === 0;

const findingsOf: Readonly<Record<StateName, (at: number) => number>> = {
  failsInInit: (at) => (lacksModule(at) ? 1 : 0),
  error: () => 2,
  warning: () => 1,
  unobserved: () => 0,
  bundled: () => 0,
  fails: () => 0,
  healthy: () => 0,
  noStart: () => 0,
  silent: () => 0,
};

const environment = (name: string, at: number, coverage: string): LogEvent =>
  event(
    { ...line("environment", at, name), outcrop_version: "0.1.0", node_version: "v24.21.0", coverage },
    at,
  );

/** A healthy one does not look unhappy before, and a fixed one still has its worst state in the range. */
const eventsOf: Readonly<Record<StateName, (name: string, at: number) => LogEvent[]>> = {
  failsInInit: (name, at) =>
    lacksModule((at - start) / step)
      ? [
          ...failedInit(at, {
            functionName: name,
            counts: { "unresolved-module": 1 },
            errors: { "unresolved-module": 1 },
          }),
          finding(at + 1, "unresolved-module", "sharp", { functionName: name, severity: "error" }),
        ]
      : failedInit(at, { functionName: name, error: null }),
  error: (name, at) => [
    environment(name, at, "full"),
    finding(at + 1, "range-violation", "zod", { functionName: name, severity: "error" }),
    finding(at + 2, "shadowed-package", "uuid", { functionName: name }),
    invocation(at + 3, {
      functionName: name,
      counts: { "range-violation": 1, "shadowed-package": 1 },
      errors: { "range-violation": 1 },
    }),
  ],
  warning: (name, at) => [
    environment(name, at, "full"),
    finding(at + 1, "shadowed-package", "uuid", { functionName: name }),
    invocation(at + 2, { functionName: name, counts: { "shadowed-package": 1 } }),
    invocation(at + 3, { functionName: name, counts: { "shadowed-package": 1 } }),
  ],
  unobserved: (name, at) => [
    environment(name, at, "none"),
    invocation(at + 1, { functionName: name, observed: false }),
  ],
  bundled: (name, at) => [environment(name, at, "bundled"), invocation(at + 1, { functionName: name })],
  fails: (name, at) => [
    environment(name, at, "full"),
    invocation(at + 1, { functionName: name }),
    invocation(at + 2, { functionName: name, failed: true }),
  ],
  healthy: (name, at) => [
    environment(name, at, "full"),
    finding(at + 1, "shadowed-package", "uuid", { functionName: name, severity: "info" }),
    invocation(at + 2, { functionName: name }),
  ],
  noStart: (name, at) => [invocation(at, { functionName: name })],
  silent: (_name, at) => [event("EXTENSION\tName: outcrop\tState: Ready\tEvents: [INVOKE, SHUTDOWN]", at)],
};
