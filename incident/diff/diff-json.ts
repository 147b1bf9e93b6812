/** What is loaded differently, for programs; keys as in docs/incident.schema.json. */
import { plainLines } from "../../core/telemetry/plain-text.ts";
import { change } from "../report/json.ts";
import type { NamedGaps } from "./diff-text.ts";
import type { Diff } from "./pairs.ts";
import type { Side } from "./side.ts";

export function diffJson({ pairs, onlyLeft, onlyRight }: Diff, sides: readonly NamedGaps[]): string {
  const document = {
    schema: 1,
    differences: pairs.map(({ left, right, changes }) => ({
      from: sideOf(left),
      to: sideOf(right),
      changes: changes.map(change),
    })),
    only_from: onlyLeft.map(sideOf),
    only_to: onlyRight.map(sideOf),
    gaps: sides.flatMap(({ name, gaps }) =>
      gaps.map(({ kind, text, count }) => ({ side: name, kind, text, count })),
    ),
  };
  return `${plainLines(JSON.stringify(document, null, 2))}\n`;
}

function sideOf({ functionName, functionVersion, environment, load, invocations, others }: Side) {
  return {
    function_name: functionName,
    function_version: functionVersion,
    environment,
    fingerprint: load.fingerprint,
    copies: load.copies.length,
    invocations,
    other_fingerprints: others,
  };
}
