import { describe, expect, it } from "vitest";
import type { Explanation } from "../../../core/explain/explain.ts";
import type { Judged } from "../../../core/explain/judge.ts";
import { mixedRoots } from "../../../core/explain/mixed-roots.ts";
import type { FailureRecord } from "../../../core/journal/records.ts";
import { failureLine } from "../../../core/telemetry/failure.ts";
import type { FailureLine } from "../../../core/telemetry/lines.ts";
import { plainFailure } from "../../support/written-failure.ts";
import { copy, finding } from "../explain/support.ts";

const failure: FailureRecord = {
  tag: "failure",
  thread: 0,
  phase: "invoke",
  ordinal: 1,
  name: "TypeError",
  code: null,
  message: null,
  frames: ["at send (/opt/nodejs/node_modules/sdk/index.js:10:5)", "at handler (/var/task/index.js:3:1)"],
  ...plainFailure,
};

const copies = [copy("sdk", "1.0.0", "layer"), copy("unversioned", null, "function")];

function lineOf(parts: Partial<Explanation> = {}, of: FailureRecord = failure): FailureLine {
  return failureLine(of, "invoke", "id", ["/a.js", "/b.js"], {
    copies,
    mixed: null,
    judged: [],
    cause: null,
    confidence: null,
    thrown: null,
    called: null,
    missing: { kind: null, name: null, of: null, winnerHas: null, loserHas: null },
    text: "why",
    ...parts,
  });
}

describe("a failure line", () => {
  it("carries the error, where it came from, what was loaded before it and what explains it", () => {
    expect(lineOf()).toEqual({
      outcrop: "failure",
      phase: "invoke",
      request_id: "id",
      error_name: "TypeError",
      error_code: null,
      error_message: null,
      frames: failure.frames.join("\n"),
      packages: "sdk@1.0.0 layer\nunversioned function",
      mixed_roots: null,
      last_loads: "/a.js\n/b.js",
      findings: "",
      cause_code: null,
      cause_package: null,
      cause_path: null,
      cause_confidence: "none",
      missing_kind: null,
      missing_name: null,
      missing_of: null,
      winner_has_name: null,
      loser_has_name: null,
      thrown: null,
      called: null,
      chain: null,
      explanation: "why",
    });
  });

  it("names the layer of a copy where it is known", () => {
    const sdk = { ...copy("sdk", "1.0.0", "layer"), layer: "shop-utils:7" };
    expect(lineOf({ copies: [sdk] }).packages).toBe("sdk@1.0.0 layer shop-utils:7");
  });

  const judgedAs = (about: Judged["finding"], level = 2): Judged => ({
    finding: about,
    tie: { by: "frame", frame: null, position: 0, named: false, meets: false },
    grade: "circumstance",
    mechanism: null,
    against: [],
    level,
  });

  it("names each finding that may be the cause once, in the order of its rank", () => {
    const judged = [...["b", "a", "b"].map((name) => judgedAs(finding(name))), judgedAs(finding("c"), 0)];
    expect(lineOf({ judged }).findings).toBe("duplicate-instance b\nduplicate-instance a");
  });

  it("has the cause as keys, with its confidence", () => {
    const cause = judgedAs({ ...finding("sdk"), winner: copy("sdk", "1.0.0", "layer") });
    expect(lineOf({ cause, confidence: "medium" })).toMatchObject({
      cause_code: "duplicate-instance",
      cause_package: "sdk",
      cause_path: copy("sdk", "1.0.0", "layer").path,
      cause_confidence: "medium",
    });
  });

  it("has what is missing as keys, and the errors behind it as JSON without their names", () => {
    const missing = { kind: "not-a-function", name: "a", of: "b", winnerHas: false, loserHas: true } as const;
    const frames = Array.from({ length: 9 }, (_, at) => `at f (/a.js:${at + 1}:2)`);
    const cause = {
      name: "TypeError",
      code: "E",
      frames,
      missing: { kind: "not-a-function", name: "secret", of: null, specifier: null },
    } as const;
    const line = lineOf({ thrown: "by-engine", missing }, { ...failure, causes: [cause] });
    expect(line).toMatchObject({
      missing_kind: "not-a-function",
      missing_name: "a",
      missing_of: "b",
      winner_has_name: false,
      loser_has_name: true,
      thrown: "by-engine",
      called: null,
    });
    expect(JSON.parse(line.chain ?? "")).toEqual([
      { name: "TypeError", code: "E", frames: frames.slice(0, 3) },
    ]);
  });

  it("says in a sentence what the stack mixes", () => {
    const mixed = mixedRoots([copy("sdk", "1.0.0", "layer"), copy("sdk", "1.0.0", "function")]);
    expect(lineOf({ mixed }).mixed_roots).toMatch(/^The stack mixes two copies of sdk from two roots/);
  });
});
