/** An error that wraps another one, which no line has. */
import { describe, expect, test } from "vitest";
import type { Announcement } from "../../../incident/model/announcement.ts";
import type { DistinctError } from "../../../incident/model/model.ts";
import { inOwn, range, zod3, zod4 } from "./broken.ts";
import { analyse } from "./in-words.ts";
import { environment, error, finding, incident, own } from "./incidents.ts";

const notShown = "The error wraps another one, which these logs do not show. Log that one too.";
const told: Announcement = {
  explanation: "",
  mixedRoots: null,
  findings: [],
  cause: null,
  isJudged: true,
  missing: null,
  thrown: "wrapping",
  called: null,
  chain: [],
};
const wrapper: Partial<DistinctError> = { name: "OrderError", message: "order failed", frames: inOwn, told };

function answered(parts: Partial<DistinctError> = {}, failed = 8, findings = [range(121)]) {
  const good = environment({ copies: [own, zod4], functionVersion: "6", to: 110, invocations: 1 });
  const bad = environment({
    copies: [own, zod3],
    functionVersion: "7",
    from: 120,
    to: 180,
    findings,
    invocations: 8,
    failed,
  });
  const thrown = error({ in: [bad], from: 122, to: 170, count: failed, ...wrapper, ...parts });
  return analyse(incident([good, bad], [thrown])).answer;
}

describe("an error that wraps one which is not known", () => {
  test("is a lead to what is broken, if every invocation failed; what it wraps is missing", () => {
    const { verdict, confidence, missing } = answered();
    expect({ verdict, confidence }).toEqual({ verdict: "collision", confidence: "low" });
    expect(missing).toContain(notShown);
  });

  test("is not a lead if an invocation went well", () => {
    const { verdict, confidence, because } = answered({}, 7);
    expect({ verdict, confidence }).toEqual({ verdict: "no-collision", confidence: "low" });
    expect(because).toContain(notShown);
  });

  test("is not a lead if nothing is broken", () => {
    expect(answered({}, 8, []).verdict).toBe("no-collision");
  });

  test("is known by the errors behind it", () => {
    const cause = { name: "TypeError", code: null, message: "z.iso is not a function", frames: inOwn };
    const { missing, because } = answered({ causes: [cause] });
    expect([...missing, ...because]).not.toContain(notShown);
  });

  test("is handled where only an error behind it has a stack", () => {
    const cause = { name: "TypeError", code: null, message: "z.iso is not a function", frames: inOwn };
    const parts = { kind: "logged", name: "AggregateError", frames: [], told: null } as const;
    expect(answered({ ...parts, causes: [cause] }, 0).verdict).not.toBe("nothing-failed");
    expect(answered({ ...parts, causes: [{ ...cause, frames: [] }] }, 0).verdict).toBe("nothing-failed");
  });

  test("may be an AggregateError without a stack: nothing ties it to anything", () => {
    const { verdict, because } = answered({ name: "AggregateError", frames: [], told: null });
    expect(verdict).toBe("no-collision");
    expect(because).toContain(notShown);
  });
});

describe("a handled error, of which no one saw the code", () => {
  const client = "    at async Runtime.handleOnce (file:///var/runtime/index.mjs:1173:7)";
  const logged = (parts: Partial<DistinctError> = {}) =>
    answered({ kind: "logged", told: null, frames: [inOwn[0] ?? "", client], ...parts }, 0);
  const says = ({ because, missing }: ReturnType<typeof logged>) => [...because, ...missing].join("\n");

  test("may wrap another one, if the handler threw it itself", () => {
    expect(says(logged())).toContain("may wrap another one");
  });

  test.each<[string, Partial<DistinctError>]>([
    ["a plain Error", { name: "Error" }],
    ["an error of code that the handler calls", { frames: [inOwn[0] ?? "", inOwn[0] ?? "", client] }],
    [
      "an error of a package",
      { frames: ["    at parse (/opt/nodejs/node_modules/zod/index.js:1:1)", client] },
    ],
  ])("not %s", (_, parts) => expect(says(logged(parts))).not.toContain("wrap"));
});

test("a copy of the line that was asked for, of which the code lacks nothing, is not a lead", () => {
  const light = finding("range-violation", {
    winner: zod3,
    importer: own,
    severity: "warning",
    evidence: { lacks: [] },
    at: 121,
  });
  const bad = environment({
    copies: [own, zod3],
    from: 120,
    to: 180,
    findings: [light],
    invocations: 8,
    failed: 8,
  });
  const thrown = error({ in: [bad], from: 122, to: 170, count: 8, ...wrapper });
  expect(analyse(incident([bad], [thrown])).answer.verdict).toBe("no-collision");
});

test("the logs know more than the process where only the message says what is missing", () => {
  const parts = { name: "TypeError", message: "(rows ?? []).map is not a function" };
  const judged = {
    ...told,
    thrown: "by-engine",
    findings: [{ code: "range-violation", package: "zod" }],
  } as const;
  const cause = { code: "range-violation", package: "zod", path: zod3.path, confidence: "medium" } as const;
  const confidence = (known: Announcement["missing"]) =>
    answered({ ...parts, told: { ...judged, cause, missing: known } }, 7).verdict;
  expect(confidence(null)).toBe("no-collision");
});
