import { describe, expect, it } from "vitest";
import { compare } from "./in-words.ts";
import { at, copy, environment, error, finding, incident, own } from "./incidents.ts";
import { splitAt } from "./split.ts";

const [zod3, zod4] = [copy("zod@3.24.4", "layer"), copy("zod@4.1.0")];
const frames = ["at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)"];
const range = finding("range-violation", { winner: zod3, at: 5 });
const shared = finding("duplicate-instance", { winner: zod4, at: 5 });

describe("bad logs against good ones", () => {
  const good = incident(
    [environment({ copies: [own, zod4], findings: [shared] })],
    [error({ kind: "timeout", name: "Timeout", frames: [] })],
  );
  const where = environment({ copies: [own, zod3], findings: [shared, range], failed: 9 });
  const bad = incident(
    [where],
    [error({ kind: "timeout", name: "Timeout", frames: [] }), error({ in: [where], frames, count: 9 })],
  );
  const found = compare(good, bad);

  it("tell what is loaded differently", () => {
    expect(found.functions).toMatchObject([
      { functionName: "orders", changes: [{ kind: "root", package: "zod", before: zod4, after: zod3 }] },
    ]);
  });

  it("tell the findings and errors that only the bad ones have", () => {
    expect(found.newFindings.map((index) => found.analysis.causes[index]?.code)).toEqual(["range-violation"]);
    expect(found.newErrors.map((index) => found.analysis.errors[index]?.error.name)).toEqual(["TypeError"]);
  });

  it("are the environments without the finding", () => {
    expect(found.analysis.causes.map(({ code, blast }) => [code, blast.without])).toEqual([
      ["range-violation", { invocations: 10, failed: 0 }],
      ["duplicate-instance", null],
    ]);
    expect(found.analysis.answer.confidence).toBe("high");
  });

  it("come to a text", () => {
    expect(found.likeliest).toBe(0);
    expect(found.text).toBe(
      "In the good logs 0 of 10 invocations failed, in the bad ones 9 of 10 invocations failed; only " +
        "there: TypeError. " +
        "orders loads 1 package differently: zod 4.1.0 in the function became 3.24.4 in the layer. " +
        "The likeliest cause is range-violation: zod is not as it should be.",
    );
  });

  it("point to a finding that only the bad ones have, where no error is told", () => {
    const suspicion = compare(good, incident([{ ...where, failed: 0 }]));
    expect(suspicion.likeliest).toBe(0);
    expect(suspicion.text).toContain("Only the bad logs have range-violation");
  });

  it("blame nothing for a plain bug, and nothing where all is equal", () => {
    const bug = incident([where], [error({ in: [where], name: "ReferenceError" })]);
    expect(compare(good, bug)).toMatchObject({
      likeliest: null,
      text: expect.stringContaining("No collision explains the difference."),
    });
    expect(compare(bad, bad)).toMatchObject({ newFindings: [], newErrors: [], functions: [{ changes: [] }] });
  });

  it("may have no function in common", () => {
    expect(compare(incident([environment({ functionName: "other" })]), bad).functions).toEqual([]);
  });
});

describe("an incident split at a time", () => {
  const early = environment({ copies: [own, zod4], to: 40 });
  const late = environment({
    copies: [own, zod3],
    from: 60,
    to: 100,
    findings: [finding("range-violation", { winner: zod3, at: 61 })],
  });
  const across = environment({
    stages: [[own], [own, zod3]],
    from: 0,
    to: 100,
    findings: [finding("range-violation", { winner: zod3, at: 60 }), shared],
  });

  it("has each environment where it lived", () => {
    const { before, after } = splitAt(incident([early, late]), at(50));
    expect(before.environments).toEqual([early]);
    expect(after.environments).toEqual([late]);
    expect([before.span?.to, after.span?.from]).toEqual([at(50), at(50)]);
  });

  it("has one that lived through it on both sides, with what was told by then", () => {
    const { before, after } = splitAt(incident([across]), at(50));
    expect(before.environments[0]).toMatchObject({ last: at(50), loads: [{ copies: [own] }] });
    expect(before.environments[0]?.findings.map(({ finding: { code } }) => code)).toEqual([
      "duplicate-instance",
    ]);
    expect(after.environments[0]?.findings).toHaveLength(2);
    expect(after.environments[0]?.loads).toMatchObject([{ copies: [own, zod3], invocations: 10 }]);
  });

  it("divides invocations as the counts over time have them", () => {
    const one = environment({ to: 100, invocations: 40, failed: 8 });
    const fingerprint = one.loads[0]?.fingerprint ?? null;
    const series = [
      {
        functionName: "orders",
        functionVersion: "$LATEST",
        fingerprint,
        start: at(0),
        bucketMs: 50_000,
        invocations: [10, 30],
        failed: [0, 8],
      },
    ];
    const { before, after } = splitAt(incident([one], [], { series }), at(50));
    expect([before.totals, after.totals]).toMatchObject([
      { invocations: 10, failed: 0 },
      { invocations: 30, failed: 8 },
    ]);
    expect([before.environments[0], after.environments[0]]).toMatchObject([
      { invocations: 10, failed: 0 },
      { invocations: 30, failed: 8 },
    ]);
  });

  it("has an error where it occurred", () => {
    const errors = [
      error({ in: [early], from: 10 }),
      error({ in: [early, late], name: "Both", from: 10, to: 90 }),
      error({ in: [late], name: "Late", from: 90 }),
    ];
    const { before, after } = splitAt(incident([early, late], errors), at(50));
    expect(before.errors.map(({ name, environments }) => [name, environments])).toEqual([
      ["TypeError", [early.id]],
      ["Both", [early.id]],
    ]);
    expect(after.errors.map(({ name }) => name)).toEqual(["Both", "Late"]);
  });
});
