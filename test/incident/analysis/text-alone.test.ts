/** Errors that have no stack in the logs, or no environment. */
import { describe, expect, test } from "vitest";
import { zod3, zod4 } from "./broken.ts";
import { analyse } from "./in-words.ts";
import { type copy, environment, error, finding, incident, own } from "./incidents.ts";

const lacking = (name: string) =>
  finding("range-violation", {
    winner: zod3,
    importer: own,
    evidence: { lacks: [{ name, as: ["z"], loserHas: null }] },
    at: 5,
  });

describe("a handled error without a stack", () => {
  const answered = (message: string) => {
    const where = environment({ copies: [own, zod3], findings: [lacking("iso")], invocations: 8 });
    const logged = { name: "TypeError", kind: "logged", message, frames: [], level: "error" } as const;
    return analyse(incident([where], [error({ in: [where], count: 3, ...logged })])).answer;
  };

  test("is explained by the copy that lacks the name in its text", () => {
    expect(answered("z.iso is not a function")).toMatchObject({
      verdict: "collision",
      confidence: "medium",
      summary: { handled: true },
    });
  });

  test.each(["z.string is not a function", "book.iso.date is not a function"])("not: %s", (message) => {
    expect(answered(message).verdict).toBe("no-collision");
  });
});

describe("an error of which no line names the function", () => {
  const frames = ["at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)"];
  const spec = { name: "TypeError", message: "z.iso is not a function", frames };
  const answered = (others: readonly ReturnType<typeof copy>[]) => {
    const here = environment({ copies: [own, zod3], findings: [lacking("iso")], failed: 1 });
    const there = environment({ functionName: "mails", copies: [own, ...others] });
    return analyse(incident([here, there], [error({ in: [], ...spec, functionName: null })])).answer;
  };

  test("belongs to the only function that loaded the code on its stack", () => {
    expect(answered([zod4]).verdict).toBe("collision");
  });

  test("may be of any function that loaded it", () => {
    expect(answered([zod3]).verdict).not.toBe("collision");
  });
});
