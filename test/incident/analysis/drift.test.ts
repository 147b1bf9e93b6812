import { describe, expect, it } from "vitest";
import type { Drift } from "../../../incident/analysis/analysis.ts";
import { driftOf } from "../../../incident/analysis/drift.ts";
import type { Environment } from "../../../incident/model/model.ts";
import { driftText } from "../../../incident/report/words/drift.ts";
import { at, copy, environment, finding, fingerprint, incident, own } from "./incidents.ts";

const [zod3, zod4] = [copy("zod@3.24.4", "layer"), copy("zod@4.1.0", "layer")];
const [got, newGot] = [copy("got@12.0.0"), copy("got@13.0.0")];
const sdk = (version: string) => copy(`@aws-sdk/client-s3@${version}`, "runtime");

const drifts = (...environments: Environment[]) => driftOf(incident(environments));
/** `$LATEST` one minute after another. */
const inPlace = (before: Parameters<typeof environment>[0], after: Parameters<typeof environment>[0]) =>
  drifts(environment(before), environment({ from: 120, to: 180, ...after }));

const kindsOf = (drift: Drift | undefined) => drift?.between.map(({ kind }) => kind);
const textOf = (drift: Drift | undefined): string => (drift === undefined ? "" : driftText(drift));

describe("drift between environments", () => {
  it.each<[string, Parameters<typeof inPlace>, string[], string]>([
    [
      "a deploy, told by the version",
      [
        { copies: [own, got], functionVersion: "6" },
        { copies: [own, newGot], functionVersion: "7" },
      ],
      ["deploy"],
      "In between came a deploy (version 7 after 6).",
    ],
    [
      "a version with another layer",
      [
        { copies: [own, zod3], functionVersion: "6" },
        { copies: [own, zod4], functionVersion: "7" },
      ],
      ["deploy", "layer-change"],
      "a deploy (version 7 after 6) and other layers with it",
    ],
    [
      "a deploy of $LATEST, inferred",
      [{ copies: [own, got] }, { copies: [own, newGot] }],
      ["deploy"],
      "a deploy of $LATEST (inferred:",
    ],
    [
      "another layer on $LATEST",
      [{ copies: [own, zod3] }, { copies: [own, zod4] }],
      ["layer-change"],
      "a change of its layers (inferred:",
    ],
    [
      "a package the function lost to the layer: its own code was deployed",
      [{ copies: [own, copy("zod@4.1.0")] }, { copies: [own, zod3] }],
      ["deploy"],
      "zod 4.1.0 in the function became 3.24.4 in the layer",
    ],
    [
      "a layer that came before the runtime's copy",
      [{ copies: [own, sdk("3.1.0")] }, { copies: [own, copy("@aws-sdk/client-s3@3.2.0", "layer")] }],
      ["layer-change"],
      "change of its layers",
    ],
    [
      "an update of the runtime, told by INIT_START",
      [
        {
          copies: [own, sdk("3.1.0")],
          functionVersion: "6",
          runtimeVersionArn: "arn:aws:lambda:eu-west-1::runtime:aaaa",
        },
        {
          copies: [own, sdk("3.2.0")],
          functionVersion: "6",
          runtimeVersionArn: "arn:aws:lambda:eu-west-1::runtime:bbbb",
        },
      ],
      ["runtime-update"],
      "INIT_START names runtime version bbbb after runtime version aaaa",
    ],
    [
      "an update of the runtime, inferred",
      [{ copies: [own, sdk("3.1.0")] }, { copies: [own, sdk("3.2.0")] }],
      ["runtime-update"],
      "(inferred: files of the runtime changed)",
    ],
    [
      "nothing that shows, where no copy that both loaded has changed",
      [{ copies: [own, got] }, { copies: [own, zod3] }],
      ["unknown"],
      "That may be a deploy, or another way through the same code",
    ],
    [
      "nothing that shows, in one published version",
      [
        { copies: [own, got], functionVersion: "6" },
        { copies: [own, newGot], functionVersion: "6" },
      ],
      ["unknown"],
      "The logs do not show what came in between",
    ],
  ])("is %s", (_, [before, after], between, says) => {
    const [drift, ...more] = inPlace(before, after);
    expect(more).toEqual([]);
    expect(kindsOf(drift)).toEqual(between);
    expect(textOf(drift)).toContain(says);
    expect(drift?.to.since).toBe(at(120));
  });

  it("is told of another version and another runtime, though the same was loaded", () => {
    const same = { copies: [own, got] };
    const [deploy] = inPlace({ ...same, functionVersion: "6" }, { ...same, functionVersion: "7" });
    expect(deploy).toMatchObject({
      changes: [],
      between: [{ kind: "deploy", versions: { before: ["6"], after: ["7"] } }],
    });
    expect(textOf(deploy)).toContain(
      "orders started again and loaded the same versions from the same places. In between came a deploy " +
        "(version 7 after 6).",
    );
    const [update] = inPlace(
      { ...same, runtimeVersionArn: "arn:a" },
      { ...same, runtimeVersionArn: "arn:b" },
    );
    expect(update).toMatchObject({ changes: [], between: [{ kind: "runtime-update" }] });
  });

  it("is a change of the layer whose copy stayed and now has a finding", () => {
    const found = finding("damaged-binary", { winner: zod3 });
    expect(
      kindsOf(inPlace({ copies: [own, zod3] }, { copies: [own, zod3, got], findings: [found] })[0]),
    ).toEqual(["layer-change"]);
    const known = { copies: [own, zod3], findings: [found] };
    expect(kindsOf(inPlace(known, { ...known, copies: [own, zod3, got] })[0])).toEqual(["unknown"]);
  });

  it("is none where all loaded the same", () => {
    expect(inPlace({ copies: [own, got] }, { copies: [own, got] })).toEqual([]);
  });

  it("is no drift where environments of the same code went two ways", () => {
    const lazy = (last: typeof got, from: number) =>
      environment({ stages: [[own], [own, last]], from, to: from + 60 });
    expect(drifts(lazy(zod3, 0), lazy(got, 10)).map(kindsOf)).toEqual([["within"], ["within"]]);
  });

  it("holds an environment that ended early against the stage it reached", () => {
    const whole = environment({
      stages: [
        [own, got],
        [own, got, zod3],
      ],
    });
    const early = environment({ copies: [own, newGot], from: 120, to: 130 });
    const across = drifts(whole, early).filter(
      ({ between }) => !between.some(({ kind }) => kind === "within"),
    );
    expect(across.map(({ changes }) => changes.map(({ kind, package: name }) => `${kind} ${name}`))).toEqual([
      ["version got"],
    ]);
    expect(across[0]?.from.fingerprint).toBe(fingerprint([own, got]));
  });

  it("sees what changed in what is loaded late", () => {
    const stage = (late: typeof zod3, from: number) =>
      environment({ stages: [[own], [own, late]], from, to: from + 60 });
    const across = drifts(stage(zod3, 0), stage(zod4, 120)).filter(
      ({ between }) => !between.some(({ kind }) => kind === "within"),
    );
    expect(across.map(({ changes }) => changes.map(({ kind, package: name }) => `${kind} ${name}`))).toEqual([
      ["version zod"],
    ]);
  });

  it("says so where two versions ran side by side", () => {
    const [drift] = drifts(
      environment({ copies: [own, got], functionVersion: "6", to: 300 }),
      environment({ copies: [own, newGot], functionVersion: "7", from: 120, to: 400 }),
    );
    expect(textOf(drift)).toContain("Until 2026-11-20T03:05:00Z both ran side by side.");
    expect(drift?.from.until).toBe(at(300));
  });

  it("keeps functions apart", () => {
    expect(
      drifts(
        environment({ copies: [own, got] }),
        environment({ copies: [own, newGot], functionName: "other", from: 120, to: 180 }),
      ),
    ).toEqual([]);
  });
});

describe("drift within an environment", () => {
  it("is what it loaded later", () => {
    const [drift] = drifts(environment({ stages: [[own], [own, got]] }));
    expect(drift).toMatchObject({
      between: [{ kind: "within" }],
      changes: [{ kind: "added", package: "got", before: null, after: got }],
    });
    expect(textOf(drift)).toContain(
      "orders loaded more within one environment: got 12.0.0 in the function added.",
    );
  });

  it("is told once, however many environments went that way", () => {
    const same = { stages: [[own], [own, got]] };
    expect(drifts(environment(same), environment({ ...same, from: 10, to: 90 }))).toHaveLength(1);
  });
});
