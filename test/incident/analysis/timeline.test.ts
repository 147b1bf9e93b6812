import { describe, expect, it } from "vitest";
import type { Incident } from "../../../incident/model/model.ts";
import { analyse } from "./in-words.ts";
import { at, copy, environment, error, finding, gap, incident, own } from "./incidents.ts";

const zod = copy("zod@3.24.4", "layer");
const told = (of: Incident) =>
  analyse(of).timeline.map(({ kind, text, at: time, index }) => ({
    kind,
    text,
    seconds: (time - at(0)) / 1000,
    index,
  }));
const kinds = (of: Incident) => told(of).map(({ kind, seconds }) => `${kind} ${seconds}`);

describe("the timeline", () => {
  it("tells of findings, errors and fingerprints in order, each with what it points at", () => {
    const first = environment({
      copies: [own, zod],
      findings: [finding("range-violation", { winner: zod, at: 5 })],
      to: 30,
    });
    const entries = told(
      incident(
        [first, environment({ copies: [own], from: 40, to: 50 })],
        [error({ in: [first], from: 6, to: 20, count: 3 })],
      ),
    );
    expect(entries).toEqual([
      {
        kind: "fingerprint",
        text: `orders loads 2 copies: fingerprint ${first.loads[0]?.fingerprint} is first seen`,
        seconds: 0,
        index: null,
      },
      { kind: "finding-first", text: "range-violation of zod (error) is first seen", seconds: 5, index: 0 },
      { kind: "error-first", text: "TypeError for the first time in orders", seconds: 6, index: 0 },
      { kind: "error-last", text: "TypeError for the last of 3 times in orders", seconds: 20, index: 0 },
      {
        kind: "finding-last",
        text: "An environment with range-violation of zod is seen for the last time",
        seconds: 30,
        index: 0,
      },
      { kind: "fingerprint", text: expect.stringContaining("orders loads 1 copy"), seconds: 40, index: null },
    ]);
  });

  it("does not say that a finding went where the logs end with it", () => {
    expect(
      kinds(incident([environment({ findings: [finding("range-violation", { winner: zod, at: 5 })] })])),
    ).toEqual(["fingerprint 0", "finding-first 5"]);
  });

  it("tells of versions, of deploys of $LATEST and of other runtimes once", () => {
    const versions = ["6", "7", "6"].map((functionVersion, index) =>
      environment({ functionVersion, from: index * 100, to: index * 100 + 50 }),
    );
    expect(kinds(incident(versions))).toEqual(["fingerprint 0", "deploy 100"]);
    const latest = [
      environment({ copies: [own, copy("got@1.0.0")] }),
      environment({ copies: [own, copy("got@2.0.0")], from: 100, to: 150 }),
    ];
    expect(kinds(incident(latest))).toEqual(["fingerprint 0", "deploy 100", "fingerprint 100"]);
    const runtimes = ["a", "b"].map((arn, index) =>
      environment({
        runtimeVersionArn: `arn:aws:lambda:eu-west-1::runtime:${arn}`,
        from: index * 100,
        to: index * 100 + 50,
      }),
    );
    expect(kinds(incident(runtimes))).toEqual(["fingerprint 0", "runtime-update 100"]);
  });

  it("tells of timeouts and gaps, and leaves out what has no time", () => {
    const errors = [error({ kind: "timeout", from: 7 }), { ...error({}), first: 0, last: 0 }];
    const gaps = [gap("truncated-line", { from: at(8) }), gap("no-streams")];
    expect(kinds(incident([], errors, { gaps }))).toEqual(["timeout 7", "gap 8"]);
  });

  it("is bounded, and keeps the errors", () => {
    const findings = Array.from({ length: 600 }, (_, index) =>
      finding("undeclared-dependency", {
        package: `p${index}`,
        winner: copy(`p${index}@1.0.0`),
        severity: "warning",
        at: 1,
      }),
    );
    const where = environment({ findings });
    const { timeline } = analyse(incident([where], [error({ in: [where], from: 55 })]));
    expect(timeline).toHaveLength(500);
    expect(timeline.at(-1)?.kind).toBe("error-first");
  });
});
