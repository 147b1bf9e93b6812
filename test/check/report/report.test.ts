import { describe, expect, it } from "vitest";
import { checkFunction } from "../../../check/check-function.ts";
import { mergeLayers } from "../../../check/lambda/opt.ts";
import { optFiles } from "../../../check/opt-files.ts";
import { predict } from "../../../check/predict.ts";
import { findingKinds, fixOf } from "../../../core/findings/finding.ts";
import { findingLine } from "../../../core/telemetry/lines.ts";
import { above, base, caseNames, checkedCase, fleet, input, largeInput, now, report } from "./cases.ts";

describe("what several functions share", () => {
  it("is said once with their names, the worst first", () => {
    const { will, may, aside } = report(fleet());
    expect(will.map(({ finding, functions }) => [finding.code, functions])).toEqual([
      ["range-violation", ["billing", "orders"]],
    ]);
    expect(may.map(({ functions }) => functions)).toEqual([["later"]]);
    expect(aside.every(({ finding }) => finding.severity === "info")).toBe(true);
  });
});

describe("the fix", () => {
  it("is the one that production's line has", () => {
    const functionInput = largeInput(20);
    const { certain, possible } = predict(functionInput, now);
    const lines = [...certain, ...possible].map((finding) => {
      const { family, docs } = findingKinds[finding.code];
      return findingLine(finding, family, docs, fixOf(finding));
    });
    const checked = checkFunction(functionInput, now);
    const said = [...checked.will, ...checked.may];
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said.map(({ code, fix, docs }) => `${code} ${fix} ${docs}`))).toEqual(
      new Set(lines.map(({ code, fix, docs }) => `${code} ${fix} ${docs}`)),
    );
  });
});

describe("the files of /opt", () => {
  const layers = [base, above];
  const files = optFiles(layers, mergeLayers(layers), {
    certain: new Set(["/opt/nodejs/node_modules/shared/index.js"]),
    possible: new Set(["/opt/nodejs/node_modules/equal/index.js"]),
  });
  const file = (path: string) => files.find((one) => one.path === `nodejs/node_modules/${path}`);

  it("have the layer that they come from, those that lost, and whether they are loaded", () => {
    expect(file("shared/index.js")).toMatchObject({
      layer: 1,
      lost: [{ layer: 0, identical: false }],
      loads: "will",
    });
    expect(file("equal/index.js")).toMatchObject({ layer: 1, lost: [{ identical: true }], loads: "may" });
    expect(file("unused/index.js")).toMatchObject({ layer: 0, lost: [], loads: null });
  });

  it("have all that lost, the nearest first", () => {
    const three = [base, above, base];
    const [first] = optFiles(three, mergeLayers(three), { certain: new Set(), possible: new Set() }).filter(
      ({ path }) => path.endsWith("shared/index.js"),
    );
    expect(first?.layer).toBe(2);
    expect(first?.lost.map(({ layer, identical }) => [layer, identical])).toEqual([
      [1, false],
      [0, true],
    ]);
  });

  it("are those of every case, each once", () => {
    for (const name of caseNames) {
      const { opt } = checkedCase(name);
      expect(new Set(opt.map(({ path }) => path)).size).toBe(opt.length);
    }
    expect(checkFunction(input({ "index.js": "" }), now).opt).toEqual([]);
  });
});
