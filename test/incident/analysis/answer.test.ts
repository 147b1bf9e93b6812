import { describe, expect, it } from "vitest";
import type { Gap, Incident } from "../../../incident/model/model.ts";
import { analyse } from "./in-words.ts";
import { at, copy, environment, error, finding, gap, incident, own } from "./incidents.ts";

const [zod3, zod4] = [copy("zod@3.24.4", "layer", { importer: "/var/task/index.js" }), copy("zod@4.1.0")];
const inZod = ["at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)"];
const inOwn = ["at handler (/var/task/index.js:3:1)"];
const message =
  "orders@1.0.0 asks for zod ^4.1.0 and got zod@3.24.4 in the layer (/opt/nodejs/node_modules/zod).";
const range = (seconds: number) =>
  finding("range-violation", { winner: zod3, loser: zod4, importer: own, at: seconds, message });

/** Version 6 is well; version 7 lost its zod to the layer. */
function broken(
  spec: {
    readonly frames?: readonly string[];
    readonly gaps?: readonly Gap[];
    readonly before?: Parameters<typeof environment>[0];
  } = {},
): Incident {
  const good = environment({ copies: [own, zod4], functionVersion: "6", to: 110, ...spec.before });
  const bad = environment({
    copies: [own, zod3],
    functionVersion: "7",
    from: 120,
    to: 180,
    findings: [range(121)],
    failed: 8,
  });
  return incident(
    [good, bad],
    [error({ in: [bad], frames: spec.frames ?? inZod, from: 122, to: 170, count: 8 })],
    {
      gaps: spec.gaps ?? [],
    },
  );
}

const answer = (of: Incident) => analyse(of).answer;

describe("the answer to a collision", () => {
  it("says what broke, since when, which copy won and which lost, what changed and what to do", () => {
    expect(answer(broken())).toMatchObject({
      verdict: "collision",
      cause: 0,
      since: at(122),
      fix: "Mend zod.",
      text:
        "orders failed with TypeError since 2026-11-20T03:02:02Z: 8 of 10 invocations failed in the affected environment. " +
        `The likeliest cause is range-violation: ${message} The copy that lost is zod@4.1.0 in the function (/var/task/node_modules/zod). ` +
        "From 2026-11-20T03:02:00Z orders loaded other copies: zod 4.1.0 in the function became 3.24.4 in the layer. " +
        "In between came a deploy (version 7 after 6). Fix: Mend zod.",
    });
  });

  it("quotes the first line of what was thrown, cut, and leaves to the platform what it says of an end", () => {
    const thrown = (message: string, spec: Parameters<typeof error>[0] = {}) => {
      const bad = environment({ copies: [own, zod3], findings: [range(1)], failed: 1 });
      return answer(incident([bad], [error({ in: [bad], frames: inZod, message, ...spec })])).text;
    };
    expect(thrown("z.iso is not a function\nRequire stack: x")).toContain(
      "failed with TypeError (z.iso is not a function) since",
    );
    expect(thrown("x".repeat(200))).toContain(`(${"x".repeat(120)}…)`);
    expect(thrown("Task timed out", { kind: "timeout", name: "Timeout", frames: [] })).toContain(
      "failed with Timeout since",
    );
  });

  describe("where the init failed, so that no set of copies is known", () => {
    const init = (before: Parameters<typeof environment>[0], after: Parameters<typeof environment>[0]) => {
      const good = environment({ copies: [own, zod4], ...before });
      const bad = environment({ from: 120, to: 121, findings: [range(121)], invocations: 0, ...after });
      const thrown = error({ in: [bad], kind: "init", frames: inZod, from: 121, count: 2 });
      return answer(incident([good, { ...bad, loads: [] }], [thrown])).text;
    };

    it("counts the failures and says which version it came with", () => {
      const text = init({ functionVersion: "6" }, { functionVersion: "7" });
      expect(text).toContain(": 2 failures, and no line counts the invocations of the affected environment.");
      expect(text).toContain("It came with version 7 after 6. Fix:");
    });

    it("says which runtime it came with, and with nothing where neither changed", () => {
      const arn = (digit: string) => `arn:aws:lambda:eu-central-1::runtime:${digit.repeat(64)}`;
      expect(init({ runtimeVersionArn: arn("a") }, { runtimeVersionArn: arn("b") })).toContain(
        "It came with another managed runtime (INIT_START names runtime version bbbbbbbbbbbb after runtime version aaaaaaaaaaaa).",
      );
      expect(init({ runtimeVersionArn: arn("a") }, { runtimeVersionArn: arn("a") })).not.toContain(
        "It came with",
      );
      expect(init({ functionVersion: "6", functionName: "other" }, { functionVersion: "7" })).not.toContain(
        "It came with",
      );
    });
  });

  it("says that the logs begin with it", () => {
    const bad = environment({ copies: [own, zod3], findings: [range(1)], failed: 1 });
    expect(answer(incident([bad], [error({ in: [bad], frames: inZod })])).text).toContain(
      "The logs begin with it",
    );
  });

  it("says how many failures have another cause", () => {
    const bad = environment({ copies: [own, zod3], findings: [range(1)], failed: 5 });
    const errors = [
      error({ in: [bad], frames: inZod, count: 4 }),
      error({ in: [bad], kind: "timeout", name: "Timeout", frames: [] }),
    ];
    expect(answer(incident([bad], errors)).text).toContain("; 1 other failure has another cause.");
  });

  it("is that there is none, where the failures it explains are few", () => {
    const bad = environment({ copies: [own, zod3], findings: [range(1)], failed: 5 });
    const errors = [
      error({ in: [bad], frames: inZod, count: 4 }),
      error({ in: [bad], kind: "timeout", name: "Timeout", frames: [], count: 9 }),
    ];
    expect(answer(incident([bad], errors))).toMatchObject({
      verdict: "no-collision",
      text: expect.stringContaining("A collision explains 4 other failures."),
    });
  });
});

describe("confidence in a collision", () => {
  it.each<[string, Incident, string, string]>([
    [
      "high: the frames lie in it, and without it nothing fails",
      broken(),
      "high",
      "With it 8 of 10 invocations had the error, without it 0 of 10. " +
        "By chance such a difference comes up in fewer than 1 of 1,000 cases (Fisher's exact test).",
    ],
    [
      "high: the function's own code ties it, and without it nothing fails",
      broken({ frames: inOwn }),
      "high",
      "The code that failed fits the finding, which does not prove it. It failed in /var/task/index.js:3",
    ],
    [
      "low: too few ran without it, and some went well with it",
      broken({ before: { invocations: 2 } }),
      "low",
      "2 invocations ran under the same finding without an error.",
    ],
    [
      "medium: a gap could hide another cause",
      broken({ gaps: [gap("findings-missing")] }),
      "medium",
      "A gap in the logs could hide another cause.",
    ],
    [
      "high: a gap of another function hides nothing",
      broken({ gaps: [gap("findings-missing", { functionName: "other" })] }),
      "high",
      "The code that failed fits the finding",
    ],
    [
      "high: a gap that hides no cause",
      broken({ gaps: [gap("no-platform-lines")] }),
      "high",
      "The code that failed fits the finding",
    ],
    [
      "low: both a gap and nothing to compare with",
      broken({ before: { invocations: 0 }, gaps: [gap("findings-missing")] }),
      "low",
      "A gap in the logs could hide another cause.",
    ],
    [
      "low: it was in force before, and nothing failed",
      broken({ frames: inOwn, before: { copies: [own, zod3], findings: [range(1)], invocations: 500 } }),
      "low",
      "502 invocations ran under the same finding without an error.",
    ],
  ])("is %s", (_, of, confidence, because) => {
    const { confidence: found, because: reasons } = answer(of);
    expect(found).toBe(confidence);
    expect(reasons.join("\n")).toContain(because);
  });

  it("is gone where environments without it saw the same error", () => {
    const [bad, other] = [
      environment({ copies: [own, zod3], findings: [range(1)], failed: 5 }),
      environment({ copies: [own, zod3], failed: 1 }),
    ];
    expect(
      answer(incident([bad, other], [error({ in: [bad, other], frames: inZod, count: 6 })])),
    ).toMatchObject({
      verdict: "no-collision",
      because: expect.arrayContaining([
        expect.stringContaining("1 environment without the finding saw the same error."),
      ]),
    });
  });

  it("is lower where the logs do not say in which environments it happened", () => {
    const bad = environment({ copies: [own, zod3], findings: [range(1)], failed: 5 });
    expect(answer(incident([bad], [error({ frames: inZod, count: 10 })]))).toMatchObject({
      confidence: "low",
      because: expect.arrayContaining(["The logs do not say in which environments the error happened."]),
      missing: ["No environment without the finding ran, so there is nothing to compare with."],
    });
  });
});

describe("the answer without a collision", () => {
  it("names the error and what changed before it", () => {
    const good = environment({ functionVersion: "6", copies: [own, zod4] });
    const bad = environment({
      functionVersion: "7",
      copies: [own, copy("zod@4.2.0")],
      from: 120,
      to: 180,
      failed: 1,
    });
    const found = answer(incident([good, bad], [error({ in: [bad], frames: inOwn, from: 130 })]));
    expect(found).toMatchObject({
      verdict: "no-collision",
      confidence: "medium",
      since: at(130),
      because: expect.arrayContaining([expect.stringContaining("Before it, copies replaced others")]),
    });
    expect(found.text).toBe(
      "orders failed with TypeError since 2026-11-20T03:02:10Z. Outcrop sees no collision in the code that failed: it failed in /var/task/index.js:3. " +
        "Outcrop has no finding that could be blamed. From 2026-11-20T03:02:00Z orders loaded other copies: zod 4.1.0 in the function became 4.2.0. " +
        "In between came a deploy (version 7 after 6).",
    );
  });

  it("is sure where nothing was replaced before", () => {
    const [good, bad] = [
      environment({ functionVersion: "6" }),
      environment({ functionVersion: "7", from: 120, to: 180, failed: 1 }),
    ];
    expect(answer(incident([good, bad], [error({ in: [bad], frames: inOwn, from: 130 })]))).toMatchObject({
      confidence: "high",
    });
  });

  it("is less sure where an error has no stack", () => {
    const bad = environment({ failed: 1 });
    expect(answer(incident([bad], [error({ in: [bad], frames: [] })]))).toMatchObject({
      verdict: "no-collision",
      confidence: "low",
    });
  });
});

describe("the answer without an error", () => {
  it("is that nothing failed", () => {
    expect(answer(incident([environment()]))).toMatchObject({
      verdict: "nothing-failed",
      confidence: "high",
      text: "None of 10 invocations failed. Outcrop has no finding that needs attention.",
    });
    expect(answer(incident([environment({ findings: [range(1)] })])).text).toContain(
      `The only finding is range-violation: ${message}`,
    );
    expect(answer(incident([environment()], [], { gaps: [gap("invocations-missing")] }))).toMatchObject({
      confidence: "medium",
    });
  });

  it("is that there is nothing to judge by", () => {
    expect(answer(incident([], [], { gaps: [gap("no-outcrop-lines")] }))).toMatchObject({
      verdict: "no-data",
      confidence: "low",
      missing: ["no-outcrop-lines shows."],
    });
  });

  it("is that the failures' errors are missing", () => {
    expect(answer(incident([environment({ failed: 3 })]))).toMatchObject({
      verdict: "no-data",
      text: expect.stringContaining("3 of 10 invocations failed, but the logs do not have their errors."),
    });
  });

  it("is what circumstances point to, and no more than that", () => {
    const good = environment({ copies: [own, zod4], functionVersion: "6" });
    const bad = environment({
      copies: [own, zod3],
      functionVersion: "7",
      from: 120,
      to: 180,
      findings: [range(121)],
      failed: 9,
    });
    expect(answer(incident([good, bad]))).toMatchObject({
      verdict: "collision",
      cause: 0,
      confidence: "low",
      text: expect.stringContaining("Circumstances point to range-violation"),
      because: expect.arrayContaining([
        expect.stringContaining(
          "Only circumstances speak for it: with it 9 of 10 invocations failed, without it 0 of 10",
        ),
      ]),
    });
  });
});
