/** What kind of moment an entry of the timeline is. */

import { counted } from "../../../page/counts.ts";
import type { Analysis, TimelineEntry } from "../../analysis/analysis.ts";
import { driftText } from "./drift.ts";
import { errorName } from "./error.ts";

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

/** One line for each entry. */
export function entryText(entry: TimelineEntry, { causes, errors, drift, gaps }: Analysis): string {
  const name = entry.functionName ?? "The function";
  switch (entry.kind) {
    case "timeout":
    case "error-first":
    case "error-last": {
      const error = errors[entry.index]?.error;
      if (error === undefined) return moments[entry.kind];
      const where = error.functionName === null ? "" : ` in ${error.functionName}`;
      return entry.kind === "error-last"
        ? `${errorName(error)} for the last of ${counted(error.count, "time")}${where}`
        : `${errorName(error)} for the first time${where}`;
    }
    case "finding-first":
    case "finding-last": {
      const cause = causes[entry.index];
      if (cause === undefined) return moments[entry.kind];
      return entry.kind === "finding-first"
        ? `${cause.code} of ${cause.package} (${cause.severity}) is first seen`
        : `An environment with ${cause.code} of ${cause.package} is seen for the last time`;
    }
    case "fingerprint":
      return `${name} loads ${counted(entry.copies, "copy")}: fingerprint ${entry.fingerprint} is first seen`;
    case "gap":
      return gaps[entry.gap]?.text ?? moments.gap;
    case "deploy":
    case "runtime-update": {
      const { news } = entry;
      if (news.kind === "environment")
        return entry.kind === "deploy"
          ? `${name} runs as version ${news.after}, after ${news.before}`
          : `${name} runs on another managed runtime: ${news.after} after ${news.before}`;
      const change = drift[news.drift];
      return change === undefined ? moments[entry.kind] : driftText(change);
    }
  }
}
