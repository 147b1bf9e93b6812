import { describe, expect, it } from "vitest";
import { failureLine } from "../../../core/events/failure.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import type { FailureRecord } from "../../../core/journal/records.ts";

const failure: FailureRecord = {
  tag: "failure",
  thread: 0,
  phase: "invoke",
  ordinal: 1,
  name: "TypeError",
  code: null,
  message: null,
  frames: ["at send (/opt/nodejs/node_modules/sdk/index.js:10:5)", "at handler (/var/task/index.js:3:1)"],
};

/** Only what a failure line looks at. */
function finding(name: string, winner: string | null, loser: string | null, accepted: string | null = null): Finding {
  const ref = (path: string | null) => (path === null ? null : { package: name, version: "1.0.0", root: "layer", path });
  return { code: "shadowed-package", package: name, winner: ref(winner), loser: ref(loser), accepted } as Finding;
}

const findingsOf = (findings: readonly Finding[], record = failure): string => failureLine(record, "invoke", "id", [], findings).findings;

describe("a failure line", () => {
  it("carries the error, where it came from and what was loaded before it", () => {
    expect(failureLine(failure, "invoke", "id", ["/a.js", "/b.js"], [])).toEqual({
      outcrop: "failure",
      phase: "invoke",
      request_id: "id",
      error_name: "TypeError",
      error_code: null,
      error_message: null,
      frames: failure.frames.join("\n"),
      last_loads: "/a.js\n/b.js",
      findings: "",
    });
  });

  it("names a finding when a frame lies in one of its copies, winner or loser", () => {
    expect(findingsOf([finding("sdk", "/opt/nodejs/node_modules/sdk", "/var/runtime/node_modules/sdk")])).toBe("shadowed-package sdk");
    expect(findingsOf([finding("sdk", "/var/task/sdk", "/opt/nodejs/node_modules/sdk")])).toBe("shadowed-package sdk");
  });

  it("names a finding when the module loader quotes its package", () => {
    const quoting = (message: string): FailureRecord => ({ ...failure, frames: [], message });
    const missing = finding("@scope/gone", null, null);
    expect(findingsOf([missing], quoting("Cannot find module '@scope/gone/sub'"))).toBe("shadowed-package @scope/gone");
    expect(findingsOf([missing], quoting("Cannot find module '@scope/gone-too'"))).toBe("");
  });

  it("names no finding that lies elsewhere, has a name that only begins alike, or is accepted", () => {
    expect(findingsOf([finding("sd", "/opt/nodejs/node_modules/sd", null)])).toBe("");
    expect(findingsOf([finding("other", "/opt/nodejs/node_modules/other", null)])).toBe("");
    expect(findingsOf([finding("sdk", "/opt/nodejs/node_modules/sdk", null, "known")])).toBe("");
  });
});
