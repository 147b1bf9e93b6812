import { describe, expect, it } from "vitest";
import { codeGenerationsOf } from "../../../incident/analysis/code-generations.ts";
import { driftOf } from "../../../incident/analysis/drift.ts";
import type { Environment } from "../../../incident/model/model.ts";
import { driftText } from "../../../incident/report/words/drift.ts";
import { copy, environment, incident, own } from "./incidents.ts";

let minutes = 0;

/** One environment after another, with the code fingerprints of its invocations. */
function ran(codes: readonly string[], functionVersion = "$LATEST", packages = "zod@4.1.0"): Environment {
  minutes += 60;
  const one = environment({
    copies: [own, copy(packages)],
    functionVersion,
    from: minutes,
    to: minutes + 40,
  });
  return { ...one, loads: one.loads.map((load) => ({ ...load, codeFingerprints: codes })) };
}

const generations = (...environments: Environment[]) => {
  const found = codeGenerationsOf(environments);
  return environments.map(({ loads: [load] }) => (load === undefined ? null : (found.get(load) ?? null)));
};

describe("a generation of own code", () => {
  it("begins where no earlier value comes again", () => {
    expect(generations(ran(["a"]), ran(["a"]), ran(["b"]), ran(["b", "c"]))).toEqual([0, 0, 1, 1]);
    expect(generations(ran(["a"], "6"), ran(["b"], "7"))).toEqual([0, 1]);
  });

  it("does not begin where an environment may have loaded more of its files", () => {
    expect(generations(ran(["a"]), ran(["b"]))).toEqual([0, 0]);
    expect(generations(ran(["a"]), ran(["a"]), ran(["b"]))).toEqual([0, 0, 0]);
    expect(generations(ran(["a"]), ran(["b"]), ran(["a"]), ran(["b"]))).toEqual([0, 0, 0, 0]);
    expect(generations(ran(["a", "b"]), ran(["a"]), ran(["b"]), ran(["b"]))).toEqual([0, 0, 0, 0]);
  });

  it("is not known of older lines, nor of other packages", () => {
    expect(generations(ran([]), ran([]))).toEqual([null, null]);
    const other = () => ran(["b"], "$LATEST", "zod@3.0.0");
    expect(generations(ran(["a"]), ran(["a"]), other(), other())).toEqual([0, 0, 0, 0]);
  });
});

describe("a deploy that changes own code alone", () => {
  const drifts = (...environments: Environment[]) => driftOf(incident(environments));

  it("is shown for $LATEST", () => {
    const [drift, ...others] = drifts(ran(["a"]), ran(["a"]), ran(["b"]), ran(["b"]));
    expect(others).toEqual([]);
    expect(drift).toMatchObject({ onlyOwnCode: true, changes: [], between: [{ kind: "deploy" }] });
    expect(drift && driftText(drift)).toMatch(/ran other code of its own with the same packages/);
  });

  it("is shown for a version, and not where the code is the same or not known", () => {
    expect(drifts(ran(["a"], "6"), ran(["b"], "7"))).toMatchObject([{ onlyOwnCode: true, changes: [] }]);
    expect(drifts(ran(["a"], "6"), ran(["a"], "7"))).toMatchObject([{ onlyOwnCode: false }]);
    expect(drifts(ran([], "6"), ran([], "7"))).toMatchObject([{ onlyOwnCode: false }]);
    expect(drifts(ran(["a"], "6"), ran(["b"], "7", "zod@3.0.0"))).toMatchObject([{ onlyOwnCode: false }]);
  });
});
