/** Logs that the pictures of the dashboard in docs/observability.md are drawn from. They are made, not recorded. */
import type { LogEvent } from "../../../core/telemetry/log-event.ts";
import { type Fleet, fleetOf, largeFleet } from "../../../test/cloudwatch/preview/large-fleet.ts";

export interface Scene {
  readonly title: string;
  /** As filter-log-events writes them, with the log group. */
  readonly events: () => readonly object[];
  readonly width?: number;
  readonly height?: number;
  /** The heading where the picture begins. */
  readonly from?: RegExp;
}

const exported = ({ events }: Fleet): object[] =>
  events.map(({ message, timestamp, logGroup }: LogEvent) => ({
    message,
    timestamp,
    logGroup,
    logStreamName: "2026/11/21/[$LATEST]0d2f3c1e5b6a47988f00112233445566",
  }));

export const scenes = {
  init: {
    title: "Outcrop: a function that fails in init",
    events: () => exported(fleetOf(["failsInInit", "healthy", "healthy", "warning"])),
    height: 1_000,
  },
  bundled: {
    title: "Outcrop: a fleet of bundles",
    events: () => exported(fleetOf(["bundled", "bundled", "bundled", "bundled", "unobserved", "healthy"])),
    height: 1_000,
  },
  "2000": {
    title: "Outcrop: 2,000 functions",
    events: () => exported(largeFleet(2_000)),
    from: /^Functions, the worst/,
  },
  phone: {
    title: "Outcrop: 2,000 functions",
    events: () => exported(largeFleet(2_000)),
    width: 420,
    height: 1_400,
  },
} as const satisfies Record<string, Scene>;
