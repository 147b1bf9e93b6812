import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../../core/findings/finding.ts";
import { failed, findingsOf } from "../../../support/journal.ts";
import { json, link, pkg, type Tree } from "../../../support/tree.ts";

const own = "/var/task/index.js";

describe("near misses", () => {
  const layer = (path: string, files = pkg("x", "1.0.0")): Tree => ({ layers: [{ [path]: files }] });
  test.each([
    [
      "/opt/node_modules",
      layer("node_modules/x"),
      "x",
      { kind: "wrong-layer-folder", path: "/opt/node_modules/x", expected: "/opt/nodejs/node_modules/x" },
    ],
    ["/opt", layer("x"), "x", { kind: "wrong-layer-folder", path: "/opt/x" }],
    ["/opt/nodejs", layer("nodejs/x"), "x", { kind: "wrong-layer-folder", path: "/opt/nodejs/x" }],
    [
      "another Node line",
      layer("nodejs/node20/node_modules/x"),
      "x",
      { kind: "wrong-layer-folder", path: "/opt/nodejs/node20/node_modules/x" },
    ],
    [
      "another letter case",
      layer("nodejs/node_modules/X"),
      "x",
      { kind: "letter-case", path: "/opt/nodejs/node_modules/X" },
    ],
    [
      "a subpath not exported",
      layer("nodejs/node_modules/x", pkg("x", "1.0.0", { exports: { ".": "./index.js" } })),
      "x/lib",
      { kind: "not-exported", subpath: "lib", exported: ["."] },
    ],
    [
      "an ES module required",
      layer("nodejs/node_modules/x", pkg("x", "1.0.0", { exports: { import: "./index.js" } })),
      "x",
      { kind: "condition-missing", conditions: ["import"] },
    ],
    [
      "a main that is gone",
      layer("nodejs/node_modules/x", { "package.json": json({ main: "dist/x.js" }) }),
      "x",
      { kind: "missing-file", missing: "/opt/nodejs/node_modules/x/dist/x.js" },
    ],
    [
      "a path without its extension",
      { function: { "lib/x.js": "" } },
      "./lib/x",
      { kind: "extension", path: "/var/task/lib/x.js" },
    ],
    [
      "a folder",
      { function: { "lib/index.js": "" } },
      "./lib",
      { kind: "directory", path: "/var/task/lib/index.js" },
    ],
    [
      "a path in another letter case",
      { function: { "Lib.js": "" } },
      "./lib",
      { kind: "letter-case", path: "/var/task/Lib.js" },
    ],
    [
      "a link that leads nowhere",
      { function: { "x.js": link("gone.js") } },
      "./x",
      { kind: "dangling-link", path: "/var/task/x.js" },
    ],
    [
      "a linked package that is gone",
      { function: { "node_modules/x": link("../packages/x") } },
      "x",
      { kind: "dangling-link", path: "/var/task/node_modules/x" },
    ],
    [
      "a subpath without its extension",
      layer("nodejs/node_modules/x", { ...pkg("x", "1.0.0"), "lib/y.js": "" }),
      "x/lib/y",
      { kind: "extension" },
    ],
  ] as const)("%s", (_, tree, specifier, miss) => {
    const [finding] = findingsOf("unresolved-module", tree, [
      failed(own, specifier, "ERR_MODULE_NOT_FOUND", specifier === "x" ? "require" : "import"),
    ]);
    expect(finding?.evidence.nearMisses).toMatchObject([miss]);
    if (finding !== undefined)
      expect([messageOf(finding), fixOf(finding)].join("")).not.toContain("undefined");
  });

  test("the function's copy is out of a layer's reach", () => {
    const [finding] = findingsOf("unresolved-module", { function: { "node_modules/x": pkg("x", "1.0.0") } }, [
      failed("/opt/nodejs/node_modules/p/index.js", "x"),
    ]);
    expect(finding?.evidence.nearMisses).toEqual([
      { kind: "out-of-reach", path: "/var/task/node_modules/x", root: "function" },
    ]);
  });

  test("a system folder of the layer is not a package", () => {
    const [finding] = findingsOf("unresolved-module", { layers: [{ "lib/libvips.so": "" }] }, [
      failed(own, "lib"),
    ]);
    expect(finding?.evidence).toMatchObject({
      nearMisses: [],
      searched: expect.arrayContaining(["/var/task/node_modules", "/opt/nodejs/node_modules"]),
    });
  });
});
