/** What each kind of evidence, link, contradiction and explanation says. */
import { describe, expect, it } from "vitest";
import type { Contradiction } from "../../../core/explain/confidence.ts";
import type { ExplainedError } from "../../../incident/analysis/analysis.ts";
import type { Evidence, Link, MissingEvidence } from "../../../incident/analysis/evidence.ts";
import type { Explanation } from "../../../incident/analysis/explanation.ts";
import { contradictionText } from "../../../incident/report/words/contradiction.ts";
import { becauseTexts, missingTexts } from "../../../incident/report/words/evidence.ts";
import { explanationText } from "../../../incident/report/words/explanation.ts";
import { linkText } from "../../../incident/report/words/link.ts";
import { rich } from "./reports.ts";

const { analysis } = rich;
const [explained] = analysis.errors as readonly [ExplainedError];
const zod = {
  package: "zod",
  version: "3.24.4",
  root: "layer",
  path: "/opt/nodejs/node_modules/zod",
} as const;
const orders = { package: "orders", version: "1.4.0", root: "function", path: "/var/task" } as const;
const frame = { path: "/var/task/index.js", line: 9, column: 3, copy: orders, own: true };
const rate = (invocations: number, failed: number) => ({ invocations, failed });
const named: Link = { kind: "loader-message", package: "zod" };
const stack = { kind: "stack", frame, position: 0, package: "zod", winner: zod } as const;

describe("a contradiction", () => {
  it.each<[Contradiction, string]>([
    [{ kind: "name-present", name: "iso" }, "The copy that won has `iso` in its code."],
    [
      { kind: "other-name", name: "items.map" },
      "`items.map`, which the error names, is not something that the package lacks.",
    ],
    [{ kind: "unknown-name", name: "a.b" }, "It is not known whether `a.b` comes from this package."],
    [
      { kind: "on-purpose" },
      "Code threw the error on purpose, as packages that work do when they refuse a value.",
    ],
    [{ kind: "apart" }, "Nothing shows that one copy got something that belongs to the other."],
    [
      { kind: "foreign", name: "ECONNREFUSED" },
      "ECONNREFUSED came from outside the process: from a network or a service.",
    ],
    [{ kind: "asked-for", range: null }, "The importer accepts the copy that won."],
    [
      { kind: "asked-for", range: "^3.0.0" },
      "The importer asks for ^3.0.0, and the copy that won satisfies it.",
    ],
  ])("%j", (contradiction, text) => {
    expect(contradictionText(contradiction)).toBe(text);
  });
});

describe("a link", () => {
  it.each<[Link, string]>([
    [named, "The module loader's error names zod."],
    [{ ...stack, by: "importer" }, "It failed in /var/task/index.js:9, which asks for zod."],
    [{ ...stack, by: "user" }, "It failed in /var/task/index.js:9, which uses one of two copies of zod."],
    [
      { ...stack, by: "loaded-by", position: 1 },
      "The call that failed went through /var/task/index.js:9, which loads zod@3.24.4.",
    ],
    [{ kind: "failure-line", position: 0 }, "Outcrop named it when the error was thrown."],
    [
      { kind: "failure-line", position: 1 },
      "Outcrop named it, after another finding, when the error was thrown.",
    ],
    [
      { kind: "native-load", package: "sharp", died: true },
      "The process ended while it loaded a native file of sharp.",
    ],
    [
      { kind: "native-load", package: "sharp", died: false },
      "The load of a native file of sharp failed just before the process ended.",
    ],
    [
      { kind: "newcomer", package: "zod" },
      "No frame of the stack is in code of zod, but its finding came with the error, and environments " +
        "without the finding did not see the error.",
    ],
    [
      { kind: "same-invocation", error: "TypeError", link: named },
      "It ended the same invocation as TypeError, which is linked to the finding.",
    ],
  ])("%j", (link, text) => {
    expect(linkText(link)).toBe(text);
  });
});

describe("evidence", () => {
  const link = (grade: Extract<Evidence, { kind: "link" }>["grade"]): Evidence => ({
    kind: "link",
    grade,
    level: 1,
    link: named,
    mechanism: null,
  });
  it.each<[Evidence, string]>([
    [link("proved"), "A replay proved it. The module loader's error names zod."],
    [link("mechanism"), "The evidence is direct. The module loader's error names zod."],
    [
      link("circumstance"),
      "The code that failed fits the finding, which does not prove it. The module loader's error names zod.",
    ],
    [
      link("lead"),
      "The finding is near the code that failed, which is a lead. The module loader's error names zod.",
    ],
    [link("hint"), "Only circumstances speak for it. The module loader's error names zod."],
    [
      { kind: "contradiction", contradiction: { kind: "on-purpose" } },
      "Against it: code threw the error on purpose, as packages that work do when they refuse a value.",
    ],
    [
      { kind: "share", explained: 4, failures: 6, handled: true },
      "It is the likeliest explanation of 4 of the 6 handled errors in the logs.",
    ],
    [
      { kind: "share", explained: 6, failures: 6, handled: false },
      "It is the likeliest explanation of every failure in the logs.",
    ],
    [
      { kind: "contrast", with: rate(8, 6), without: rate(10, 0), chance: 0.0021 },
      "With it 6 of 8 invocations had the error, without it 0 of 10. By chance such a difference comes " +
        "up in 2 of 1,000 cases (Fisher's exact test).",
    ],
    [{ kind: "clean", invocations: 40 }, "40 invocations ran under the same finding without an error."],
    [{ kind: "equals", packages: ["a", "b"] }, "a and b fit as well: these logs do not distinguish them."],
    [{ kind: "error-elsewhere", environments: 2 }, "2 environments without this finding saw the same error."],
    [
      { kind: "ruled-out", package: "zod", code: "range-violation", against: [], clean: 9, elsewhere: 1 },
      "range-violation of zod was looked at, and too much speaks against it. 9 invocations went well " +
        "under the same finding. 1 environment without the finding saw the same error.",
    ],
    [{ kind: "leads", findings: 1 }, "1 finding is in force, and nothing ties the error to it."],
    [{ kind: "leads", findings: 2 }, "2 findings are in force, and nothing ties the error to them."],
    [
      { kind: "may-wait", package: "pg" },
      "Two copies of pg ran: code that waits for what the other copy has waits until the time is up.",
    ],
    [{ kind: "speaks-of-native" }, "The error speaks of a native file that Outcrop could not judge."],
  ])("%j", (evidence, text) => {
    expect(becauseTexts({ answer: { ...analysis.answer, because: [evidence] } })).toEqual([text]);
  });

  it.each([
    ["collision", "another cause"],
    ["no-collision", "a cause"],
    ["nothing-failed", "a failure"],
    ["no-data", "a cause"],
  ] as const)("a gap could hide, for %s, %s", (verdict, what) => {
    const because: readonly Evidence[] = [{ kind: "gaps", gaps: 1 }];
    expect(becauseTexts({ answer: { ...analysis.answer, verdict, because } })).toEqual([
      `A gap in the logs could hide ${what}.`,
    ]);
  });

  it("that is missing is named", () => {
    const missing: readonly MissingEvidence[] = [{ kind: "observation" }, { kind: "environment-without" }];
    expect(missingTexts({ ...analysis, answer: { ...analysis.answer, missing } })).toEqual([
      "Outcrop saw nothing of the environments that had the error: which copies they loaded is not known.",
      "No environment without the finding ran, so there is nothing to compare with.",
    ]);
  });
});

describe("an explanation", () => {
  const finding = {
    kind: "finding",
    link: named,
    message: "orders asks for zod ^4.1.0.",
    mechanism: null,
    winner: zod,
  } as const satisfies Explanation;
  it.each<[Explanation, string]>([
    [finding, "The module loader's error names zod. The finding: orders asks for zod ^4.1.0."],
    [
      { ...finding, mechanism: { kind: "name-missing", name: "iso", loserHas: true } },
      "The module loader's error names zod. zod@3.24.4 does not have `iso` in its code, and the copy " +
        "that lost has it. The finding: orders asks for zod ^4.1.0.",
    ],
    [{ kind: "failure-line", quotation: "As Outcrop said." }, "As Outcrop said."],
    [
      {
        kind: "ruled-out",
        code: "range-violation",
        package: "zod",
        against: [{ kind: "name-present", name: "iso" }],
        clean: 0,
        elsewhere: 0,
      },
      "range-violation of zod was looked at, and too much speaks against it. The copy that won has `iso` " +
        "in its code.",
    ],
    [
      { kind: "foreign", name: "ECONNREFUSED" },
      "ECONNREFUSED came from outside the process: from a network or a service that was called. No " +
        "collision explains it.",
    ],
    [{ kind: "no-stack" }, "The logs hold no stack of this error, so a collision would not show."],
    [
      { kind: "timeout" },
      "The invocation reached its time limit (z.iso is not a function). No collision explains it.",
    ],
  ])("%j", (explanation, text) => {
    expect(explanationText({ ...explained, explanation })).toBe(text);
  });
});
