import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Drift, driftKinds } from "../../../check/lock/drift.ts";
import { asLockedText, driftText, driftTexts } from "../../../check/report/drift-words.ts";
import { exitCodeOf } from "../../../check/report/exit-code.ts";
import { githubReport } from "../../../check/report/github.ts";
import { markdownReport } from "../../../check/report/markdown.ts";
import { sarifDocument } from "../../../check/report/sarif.ts";
import { headlineOf, resultOf, stateOf } from "../../../check/report/summary.ts";
import { checkedCase, fleet, report, usual } from "./cases.ts";

const one = (kind: Drift["kind"], about: Partial<Drift> = {}): string =>
  driftText({ kind, layer: "utils:8", path: "p", package: "zod", locked: null, now: null, ...about }, "lock");

it("every difference is a sentence", () => {
  const locked = "3.24.4";
  const now = "4.1.0";
  expect(one("runtime", { locked: "nodejs22.x", now: "nodejs24.x" })).toBe(
    "Its runtime is nodejs24.x; nodejs22.x is locked.",
  );
  expect(one("arch", { locked: "x64", now: "arm64" })).toBe("Its architecture is arm64; x86_64 is locked.");
  expect(one("native-changed", { locked: "x64, glibc 2.28", now: "arm64" })).toBe(
    "utils:8 has p for arm64; one for x86_64, glibc 2.28 is locked.",
  );
  expect(one("native-added", { now: "x64" })).toContain("(x86_64)");
  expect(one("native-gone", { locked: "x64, musl" })).toContain("(x86_64, musl)");
  expect(one("package-version", { locked, now })).toBe("utils:8 has zod@4.1.0; zod@3.24.4 is locked (p).");
  expect(one("package-added", { now })).toBe("utils:8 has zod@4.1.0, which is not locked (p).");
  expect(one("package-added")).toBe("utils:8 has zod, which is not locked (p).");
  for (const kind of driftKinds) {
    const text = one(kind, { locked, now });
    expect(text).toMatch(/^[A-Za-z].*\.$/);
    expect(text).not.toContain("null");
  }
  expect(driftText({ ...(checkedCase("drifted").lock?.drift[0] as Drift), kind: "not-locked" }, null)).toBe(
    "It has no lock; outcrop lock writes one.",
  );
});

it("the schema knows every kind", () => {
  const { definitions } = JSON.parse(readFileSync("docs/check.schema.json", "utf8"));
  expect(definitions.drift.properties.kind.enum).toEqual(driftKinds);
});

describe("a function that differs from its lock", () => {
  const drifted = {
    ...checkedCase("clean"),
    lock: { file: "x.json", isWhole: true, drift: [{ ...noDrift("layer-gone"), layer: "a" }] },
  };

  it("fails the check, at every level but never", () => {
    expect(stateOf(drifted)).toBe("fails");
    expect(exitCodeOf([drifted], usual)).toBe(1);
    expect(exitCodeOf([drifted], { ...usual, failOn: "never" })).toBe(0);
    expect(headlineOf(report([drifted]))).toBe("orders: it differs from its lock");
    expect(resultOf(report([drifted, checkedCase("clean")]))).toBe(
      "Failed (exit code 1): 1 function differs from the lock; --fail-on is error. If the new layers are " +
        "right, run outcrop lock again.",
    );
  });

  it("is in every format", () => {
    const text = "The layer a is locked, and the function does not have it.";
    expect(driftTexts(drifted)).toEqual([text]);
    expect(markdownReport(report([drifted]))).toContain(`**It differs from its lock**\n\n- ${text}`);
    expect(githubReport(report([drifted]))).toContain(
      `::error title=orders%3A It differs from its lock::${text}`,
    );
    const [run] = sarifDocument(report([drifted])).runs;
    expect(JSON.stringify(run)).toContain(text);
  });

  it("is one that was compared", () => {
    expect(asLockedText(checkedCase("locked"))).toBe("Its layers are as in outcrop.lock.json.");
    expect(asLockedText(checkedCase("clean"))).toBeNull();
    expect(asLockedText(drifted)).toBeNull();
    const partly = { ...checkedCase("locked"), lock: { file: "x.json", drift: [], isWhole: false } };
    expect(asLockedText(partly)).toBeNull();
    expect(fleet().flatMap(driftTexts)).toEqual([]);
  });
});

function noDrift(kind: Drift["kind"]): Drift {
  return { kind, layer: null, path: null, package: null, locked: null, now: null };
}
