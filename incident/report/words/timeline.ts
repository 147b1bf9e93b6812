/** What kind of moment an entry of the timeline is. */
import type { TimelineEntry } from "../../analysis/analysis.ts";

export const moments: Record<TimelineEntry["kind"], string> = {
  "finding-first": "finding first seen",
  "finding-last": "finding last seen",
  fingerprint: "new set of copies",
  deploy: "deploy",
  "runtime-update": "runtime update",
  "error-first": "error first seen",
  "error-last": "error last seen",
  gap: "gap in the logs",
  timeout: "timeout",
};
