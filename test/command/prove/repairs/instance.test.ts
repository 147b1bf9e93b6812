import { describe, expect, it } from "vitest";
import { repairsOf } from "../../../../command/prove/repairs/repairs-of.ts";
import { copyRef, finding, packageAt, staged } from "../fixture.ts";

const inTask = "/var/task/node_modules/react";
const inLayer = "/opt/nodejs/node_modules/react";

const twice = (first: string, second: string) =>
  finding("duplicate-instance", {
    package: "react",
    winner: copyRef(first, "19.1.0"),
    loser: copyRef(second, "19.0.0"),
  });

describe("two copies of one package", () => {
  it("gives everyone the first, then everyone the second", async () => {
    const { site } = await staged(
      packageAt("node_modules", "react", "19.1.0"),
      packageAt("nodejs/node_modules", "react", "19.0.0"),
    );
    expect(repairsOf(twice(inTask, inLayer), site).repairs).toEqual([
      {
        when:
          `a link takes the place of react@19.0.0 (${inLayer}), so that everyone gets react@19.1.0 ` +
          `(${inTask})`,
        edits: [{ kind: "link", path: inLayer, target: inTask }],
      },
      {
        when: `react@19.1.0 (${inTask}) is removed, so that everyone gets react@19.0.0 (${inLayer})`,
        edits: [{ kind: "remove", path: inTask }],
      },
    ]);
  });

  it("removes a nested copy, since Node then finds the one above", async () => {
    const nested = "/var/task/node_modules/view/node_modules/react";
    const { site } = await staged({
      ...packageAt("node_modules", "react", "19.1.0"),
      ...packageAt("node_modules/view/node_modules", "react", "19.0.0"),
    });
    expect(repairsOf(twice(inTask, nested), site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "remove", path: nested }],
      [{ kind: "link", path: inTask, target: nested }],
    ]);
  });

  it("never makes a copy lead into itself", async () => {
    const inside = `${inTask}/node_modules/react`;
    const { site } = await staged({
      ...packageAt("node_modules", "react", "19.1.0"),
      ...packageAt("node_modules/react/node_modules", "react", "19.0.0"),
    });
    expect(repairsOf(twice(inTask, inside), site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "remove", path: inside }],
    ]);
  });

  it("keeps the runtime's copy, and never changes it", async () => {
    const runtime = "/var/runtime/node_modules/react";
    const { site } = await staged(packageAt("node_modules", "react", "19.1.0"));
    expect(repairsOf(twice(inTask, runtime), site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "link", path: inTask, target: runtime }],
    ]);
  });

  it("has no repair for copies that are not in these artefacts", async () => {
    const { site } = await staged({ "index.js": "" });
    expect(repairsOf(twice(inTask, inLayer), site)).toEqual({
      repairs: [],
      refused: `neither ${inTask} nor ${inLayer} is in the function or in a layer`,
    });
  });
});
