/** The demo checks itself: what it must have found, whatever else it found. */
import { demoInvokes, type ExpectedFinding, furtherFindings } from "./scenario.ts";
import type { Telemetry } from "./telemetry.ts";

export function missingFindings(telemetry: Telemetry): ExpectedFinding[] {
  const expected = [...demoInvokes.flatMap(({ causes }) => causes), ...furtherFindings];
  return expected.filter((finding) => !isFound(finding, telemetry));
}

export function isFound(expected: ExpectedFinding, { findings }: Telemetry): boolean {
  return findings.some(({ code, package: name }) => code === expected.code && name === expected.package);
}
