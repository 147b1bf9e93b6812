import { describe, expect, it } from "vitest";
import { describeProof } from "../../../command/prove/describe-proof.ts";
import type { Named, Proof, Tried } from "../../../command/prove/proof.ts";
import { sentenceOf } from "../../../command/prove/sentence.ts";

const zod: Named = {
  code: "range-violation",
  package: "zod",
  severity: "error",
  winner: "/var/task/node_modules/zod",
  loser: null,
  importer: "/var/task/index.js",
  tied: true,
};
const tried = (outcome: Tried["outcome"], repair: string, detail: string | null = null): Tried => ({
  findings: [zod],
  repair,
  edits: [],
  byHand: [`rm ${repair}`],
  outcome,
  detail,
  ms: 1_234,
});
function proof(parts: Partial<Proof>): Proof {
  const base: Omit<Proof, "sentence"> = {
    schema: 1,
    verdict: "not-proved",
    because: "no-repair-helps",
    given: { function: "fn", layers: [], event: null, handler: "index.handler", node: 24 },
    error: {
      name: "TypeError",
      code: null,
      message: "z.iso is not a function",
      frame: "/var/task/index.js:1:2",
    },
    controls: [
      { outcome: "fails", ms: 400 },
      { outcome: "fails", ms: 500 },
    ],
    repairs: [],
    skipped: [],
    notes: [],
    ...parts,
  };
  return { ...base, sentence: sentenceOf(base) };
}
const text = (parts: Partial<Proof>): string => describeProof(proof(parts), { width: 80, coloured: false });

describe("a proof as text", () => {
  it("says first what was proved, then shows the table and the repair by hand", () => {
    const repairs = [
      tried("same-error", "b goes"),
      tried("succeeds", "a goes"),
      tried("another-error", "c goes", "RangeError: x"),
    ];
    expect(
      text({ verdict: "proved", because: "error-goes", repairs }),
    ).toBe(`Proved: the error goes when a goes.

error      TypeError: z.iso is not a function
           at /var/task/index.js:1:2
as it is   fails in 2 of 2 runs (0.4 s, 0.5 s)

OUTCOME        TOOK     REPAIR
same error     1.2 s    1. b goes
                           range-violation of zod
error goes     1.2 s    2. a goes
                           range-violation of zod
another error  1.2 s    3. c goes
                           range-violation of zod
                           RangeError: x

To make repair 2:
  rm a goes
`);
  });

  it("names at most three ways", () => {
    const repairs = ["a", "b", "c", "d", "e"].map((name) => tried("succeeds", name));
    expect(proof({ because: "error-goes", repairs }).sentence).toBe(
      "Proved: the error goes when a; or when b; or when c; and with 2 more repairs.",
    );
  });

  it.each<[Partial<Proof>, string]>([
    [
      { repairs: [tried("same-error", "a")] },
      "Not proved: the one repair that was tried does not end the error (TypeError).",
    ],
    [
      { repairs: [tried("same-error", "a"), tried("unstable", "b")] },
      "Not proved: none of the 2 repairs that were tried ends the error (TypeError).",
    ],
    [
      { because: "no-repair-applied", repairs: [tried("not-applied", "a", "npm is not on the PATH")] },
      "Not proved: no repair could be applied. Npm is not on the PATH.",
    ],
    [
      { because: "no-candidate" },
      "Not proved: the event fails (TypeError), and no collision to repair was found.",
    ],
    [{ because: "no-failure" }, "Not proved: the event does not fail here, so no repair can show anything."],
    [
      {
        because: "flaky",
        controls: [
          { outcome: "fails", ms: 1 },
          { outcome: "succeeds", ms: 1 },
        ],
      },
      "Not proved: the failure is flaky: it fails in 1 of 2 runs, so no repair can show anything.",
    ],
    [
      { because: "flaky" },
      "Not proved: the failure is flaky: it fails in another way each time, so no repair can show anything.",
    ],
  ])("says why nothing is proved", (parts, sentence) => {
    expect(proof(parts).sentence).toBe(sentence);
  });

  it("shows findings that were left out, and no control character of a name", () => {
    const skipped = [{ ...zod, package: "a\u001b[31m", reason: "nothing fits" }];
    const shown = text({ because: "no-candidate", skipped, notes: ["Another failure?"] });
    expect(shown).toContain("Not tried:\n  range-violation of a\\u001b[31m: nothing fits.\n");
    expect(shown).toContain("\n\nAnother failure?\n");
  });
});
