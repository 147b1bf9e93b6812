import { describe, expect, it } from "vitest";
import type { Incident } from "../../../incident/model/model.ts";
import { answer, broken, inOwn, inZod, range, zod3 } from "./broken.ts";
import { environment, error, gap, incident, own } from "./incidents.ts";

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
