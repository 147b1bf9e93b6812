import { describe, expect, it } from "vitest";
import { repairsOf } from "../../../../command/prove/repairs/repairs-of.ts";
import { copyRef, finding, packageAt, staged } from "../fixture.ts";

const inTask = "/var/task/node_modules/zod";
const inLayer = "/opt/nodejs/node_modules/zod";

describe("a shadowed package", () => {
  const shadow = finding("shadowed-package", {
    package: "zod",
    winner: copyRef(inTask, "3.24.4"),
    loser: copyRef(inLayer, "4.1.0"),
    importer: "/var/task/index.js",
  });

  it("takes the other copy in the winner's place, or goes without the winner", async () => {
    const { site } = await staged(
      packageAt("node_modules", "zod", "3.24.4"),
      packageAt("nodejs/node_modules", "zod", "4.1.0"),
    );
    expect(repairsOf(shadow, site)).toEqual({
      refused: null,
      repairs: [
        {
          when: `zod@4.1.0 (${inLayer}) takes the place of zod@3.24.4 (${inTask})`,
          edits: [{ kind: "copy", from: inLayer, to: inTask }],
        },
        {
          when: `zod@3.24.4 (${inTask}) is removed, so that zod@4.1.0 (${inLayer}) is found`,
          edits: [{ kind: "remove", path: inTask }],
        },
      ],
    });
  });

  it("has no repair where the other copy is not in these artefacts", async () => {
    const { site } = await staged(packageAt("node_modules", "zod", "3.24.4"));
    expect(repairsOf(shadow, site)).toEqual({
      refused: `${inLayer} is neither in the function nor in a layer`,
      repairs: [],
    });
  });

  it("leaves the runtime alone", async () => {
    const { site } = await staged(packageAt("node_modules", "zod", "3.24.4"));
    const path = "/var/runtime/node_modules/zod";
    const { refused } = repairsOf({ ...shadow, winner: copyRef(path, "1.0.0") }, site);
    expect(refused).toBe(`${path} is the runtime's, which no one can change`);
  });
});

describe("a range that the winner violates", () => {
  const violation = finding("range-violation", {
    package: "zod",
    winner: copyRef(inTask, "3.24.4"),
    importer: "/var/task/node_modules/forms/lib/index.js",
    range: "^4.0.0",
  });
  const beside = "/var/task/node_modules/forms/node_modules/zod";

  it("takes a copy on disk that the range accepts, to the importer's folder or the winner's", async () => {
    const { site } = await staged(
      {
        ...packageAt("node_modules", "zod", "3.24.4"),
        ...packageAt("node_modules/old/node_modules", "zod", "2.0.0"),
      },
      packageAt("nodejs/node_modules/other/node_modules", "zod", "4.1.0"),
    );
    const from = "/opt/nodejs/node_modules/other/node_modules/zod";
    expect(repairsOf(violation, site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "copy", from, to: beside }],
      [{ kind: "copy", from, to: inTask }],
    ]);
  });

  it("asks npm for the range where no copy fits", async () => {
    const { site } = await staged(packageAt("node_modules", "zod", "3.24.4"));
    expect(repairsOf(violation, site).repairs).toEqual([
      {
        when: `zod ^4.0.0 is installed at ${beside}, next to its importer`,
        edits: [{ kind: "install", package: "zod", range: "^4.0.0", to: beside, cpu: null }],
      },
    ]);
  });

  it("uncovers the copy that a later layer overwrote", async () => {
    const { site } = await staged(
      {},
      packageAt("nodejs/node_modules", "zod", "4.1.0"),
      packageAt("nodejs/node_modules", "zod", "3.24.4"),
    );
    const winner = copyRef(inLayer, "3.24.4");
    expect(repairsOf({ ...violation, winner }, site).repairs).toEqual([
      {
        when: `only layer 1 brings zod@4.1.0 (${inLayer})`,
        edits: [{ kind: "one-layer", path: inLayer, layer: 0 }],
      },
    ]);
  });

  it.each([
    ["the function's own code", "/var/task/src/app.js", "/var/task/node_modules/zod"],
    ["the layer's own code", "/opt/nodejs/utils/index.js", "/opt/nodejs/node_modules/zod"],
    [
      "a scoped package",
      "/opt/nodejs/node_modules/@a/b/index.js",
      "/opt/nodejs/node_modules/@a/b/node_modules/zod",
    ],
  ])("puts it next to %s", async (_, importer, to) => {
    const { site } = await staged(packageAt("node_modules", "zod", "3.24.4"));
    const asked = { ...violation, importer: { path: importer, copy: copyRef(importer) } };
    expect(repairsOf(asked, site).repairs[0]?.edits).toMatchObject([{ kind: "install", to }]);
  });
});

describe("a torn family", () => {
  it("gives the member the version that it asks for, and one copy to both", async () => {
    const [member, other, own] = ["@f/core", "@f/util", "@f/core/node_modules/@f/util"].map(
      (name) => `/var/task/node_modules/${name}`,
    ) as [string, string, string];
    const { site } = await staged({
      ...packageAt("node_modules", "@f/core", "2.0.0"),
      ...packageAt("node_modules", "@f/util", "1.0.0"),
      ...packageAt("node_modules/@f/core/node_modules", "@f/util", "2.0.0"),
    });
    const torn = finding("torn-family", {
      package: "@f/util",
      winner: copyRef(other, "1.0.0"),
      loser: copyRef(own, "2.0.0"),
      range: "^2.0.0",
      evidence: { family: "@f", ties: [{ kind: "split", member: copyRef(member, "2.0.0") }] },
    });
    expect(repairsOf(torn, site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "copy", from: own, to: other }],
      [{ kind: "remove", path: own }],
      [{ kind: "link", path: other, target: own }],
    ]);
  });
});

describe("a squashed layer", () => {
  it("takes the package as one layer brings it, or a fresh install of the recorded version", async () => {
    const { site } = await staged(
      {},
      packageAt("nodejs/node_modules", "zod", "3.24.4"),
      packageAt("nodejs/node_modules", "zod", "4.1.0"),
    );
    const squashed = finding("squashed-layer", {
      package: "zod",
      winner: copyRef(inLayer, "4.1.0"),
      evidence: { signs: [{ kind: "other-version", recorded: "3.24.4" }] },
    });
    expect(repairsOf(squashed, site).repairs.map(({ edits }) => edits)).toEqual([
      [{ kind: "one-layer", path: inLayer, layer: 0 }],
      [{ kind: "one-layer", path: inLayer, layer: 1 }],
      [{ kind: "install", package: "zod", range: "3.24.4", to: inLayer, cpu: null }],
      [{ kind: "install", package: "zod", range: "4.1.0", to: inLayer, cpu: null }],
    ]);
  });

  it("removes what another layer left behind", async () => {
    const stray = `${inLayer}/node_modules/old`;
    const { site } = await staged(
      {},
      {
        ...packageAt("nodejs/node_modules", "zod", "4.1.0"),
        ...packageAt("nodejs/node_modules/zod/node_modules", "old", "1.0.0"),
      },
    );
    const squashed = finding("squashed-layer", {
      package: "zod",
      winner: copyRef(inLayer, "4.1.0"),
      evidence: { signs: [{ kind: "stray-nested", path: stray }] },
    });
    expect(repairsOf(squashed, site).repairs[0]?.edits).toEqual([{ kind: "remove", path: stray }]);
  });
});

it("has a reason where evidence from logs has no part that it needs", async () => {
  const { site } = await staged(packageAt("node_modules", "zod", "3.24.4"));
  for (const code of ["shadowed-package", "range-violation", "torn-family", "squashed-layer"] as const) {
    const { repairs, refused } = repairsOf(
      finding(code, { package: "zod", evidence: { ties: 7, signs: "x" } }),
      site,
    );
    expect([repairs, refused]).toEqual([[], expect.stringContaining("the finding names no")]);
  }
});
