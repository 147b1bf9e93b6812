import { describe, expect, test } from "vitest";
import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import { judge } from "../../../core/explain/judge.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { copy, errorFacts, finding, ownFrame } from "./support.ts";

const own = { path: "/var/task/index.js", copy: copy("(function)", null, "function") };
const between = { path: "/opt/nodejs/node_modules/units/index.js", copy: copy("units", "1.0.0", "layer") };
const lacks = { lacks: [{ name: "convertAll", as: ["rates"], loserHas: null }] };
const inOther = { lacks: [{ name: "convertAll", as: ["rates"], loserHas: true }] };
const inNeither = { lacks: [{ name: "convertAll", as: ["rates"], loserHas: false }] };
const wrapping: Partial<ErrorFacts> = { name: "RequestError", thrown: "wrapping" };

const about = (parts: Parameters<typeof finding>[1]): Finding =>
  finding("rates", { winner: copy("rates", "1.0.0", "layer"), ...parts });

const judged = (one: Finding, facts: Partial<ErrorFacts> = wrapping) =>
  judge([one], [errorFacts([ownFrame], facts)], () => new Set()).map(({ grade, tie, level }) => [
    tie.by,
    grade,
    level,
  ]);

describe("an error that wraps one that is not known", () => {
  const broken = { code: "range-violation", severity: "error" } as const;

  test.each<[string, Finding, unknown[]]>([
    [
      "the code there takes a name that its copy lacks",
      about({ ...broken, importer: own, evidence: lacks }),
      ["importer", "circumstance", 2],
    ],
    [
      "a package elsewhere does",
      about({ ...broken, importer: between, evidence: lacks }),
      ["behind", "circumstance", 2],
    ],
    [
      "nothing is known to lack: contrast must speak for it",
      about({ ...broken, importer: between, evidence: { lacks: [] } }),
      ["behind", "hint", 0],
    ],
    [
      "a native file failed to load just before",
      about({ code: "wrong-platform", severity: "error", evidence: { outcome: "failed", last: true } }),
      ["behind", "circumstance", 2],
    ],
    [
      "a native file failed to load at some time: its package may have got over it",
      about({ code: "wrong-platform", severity: "error", evidence: { outcome: "failed", last: false } }),
      ["behind", "lead", 1],
    ],
    [
      "a native file failed to load, and the function handled that",
      about({
        code: "wrong-platform",
        severity: "warning",
        evidence: { outcome: "failed", last: false, recovered: false, survived: true },
      }),
      ["behind", "lead", 1],
    ],
    [
      "a package elsewhere takes a name that the other copy has",
      about({ ...broken, severity: "warning", importer: between, evidence: inOther }),
      ["behind", "circumstance", 2],
    ],
    [
      "the code there takes one from a copy of its line, which may be misspelt",
      about({ ...broken, severity: "warning", importer: own, evidence: lacks }),
      ["importer", "lead", 1],
    ],
    [
      "not a name that neither copy has",
      about({ ...broken, importer: own, evidence: inNeither }),
      ["importer", "hint", 0],
    ],
    [
      "a module was not found",
      about({ code: "unresolved-module", severity: "warning", importer: between, evidence: {} }),
      ["behind", "lead", 1],
    ],
    [
      "an optional module was not found, as in healthy functions: contrast must speak for it",
      about({ code: "unresolved-module", severity: "info", importer: between, evidence: {} }),
      ["behind", "hint", 0],
    ],
  ])("%s", (_, one, expected) => expect(judged(one)).toEqual([expected]));

  test("a warning elsewhere is not tied to it", () => {
    expect(judged(about({ ...broken, severity: "warning", importer: between, evidence: lacks }))).toEqual([]);
  });

  test("nor is anything elsewhere to an error that wraps none", () => {
    const one = about({ ...broken, importer: between, evidence: lacks });
    expect(judged(one, { name: "RequestError", thrown: "on-purpose" })).toEqual([]);
  });
});
