import { describe, expect, it } from "vitest";
import { answer, broken, inOwn, inZod, message, range, zod3, zod4 } from "./broken.ts";
import { at, copy, environment, error, gap, incident, own } from "./incidents.ts";

describe("the answer to a collision", () => {
  it("says what broke, since when, which copy won and which lost, what changed and what to do", () => {
    expect(answer(broken())).toMatchObject({
      verdict: "collision",
      cause: 0,
      since: at(122),
      fix: "Mend zod.",
      text:
        "orders failed with TypeError since 2026-11-20T03:02:02Z: 8 of 10 invocations failed in the " +
        "affected environment. " +
        `The likeliest cause is range-violation: ${message} The copy that lost is zod@4.1.0 in the ` +
        `function (/var/task/node_modules/zod). ` +
        "From 2026-11-20T03:02:00Z orders loaded other copies: zod 4.1.0 in the function became 3.24.4 in " +
        "the layer. " +
        "In between came a deploy (version 7 after 6). Fix: Mend zod.",
    });
  });

  it("quotes the first line of what was thrown, cut, and not what the platform says about an end", () => {
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
        "It came with another managed runtime (INIT_START names runtime version bbbbbbbbbbbb after " +
          "runtime version aaaaaaaaaaaa).",
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
      "orders failed with TypeError since 2026-11-20T03:02:10Z. Outcrop sees no collision in the code " +
        "that failed: it failed in /var/task/index.js:3. " +
        "Outcrop has no finding that could be blamed. From 2026-11-20T03:02:00Z orders loaded other " +
        "copies: zod 4.1.0 in the function became 4.2.0. " +
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
