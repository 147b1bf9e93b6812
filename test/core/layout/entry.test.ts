import { expect, test } from "vitest";
import { entryAt } from "../../../core/layout/entry.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { json, MemoryFiles, pkg } from "../support/tree.ts";

// What real Node does in each of these states is compared with it in reach-oracle.test.ts.
const files = new MemoryFiles({
  function: {
    whole: pkg("whole", "1.0.0"),
    empty: { "README.md": "" },
    lost: { "package.json": json({ main: "gone.js" }) },
    esm: pkg("esm", "1.0.0", { exports: { import: "./index.js" } }),
    "file.js": "",
  },
});
const places = { files, packages: new PackageReader(files, () => {}) };

test.each([
  ["whole", "", "require", "found"],
  ["whole", "gone", "require", "next"],
  ["whole", "index", "import", "stop"],
  ["whole", "index.js", "import", "found"],
  ["empty", "", "require", "next"],
  ["empty", "", "import", "stop"],
  ["lost", "", "require", "stop"],
  ["esm", "", "require", "stop"],
  ["esm", "", "import", "found"],
  ["file", "", "require", "found"],
  ["file", "", "import", "next"],
  ["gone", "", "require", "next"],
] as const)("%s/%s by %s: %s", (name, subpath, how, outcome) =>
  expect(entryAt(`/var/task/${name}`, subpath, how, places)).toBe(outcome),
);
