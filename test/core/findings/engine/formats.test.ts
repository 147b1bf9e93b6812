import { expect, test } from "vitest";
import { type DualCopy, Formats } from "../../../../core/findings/engine/formats.ts";
import type { ResolutionRecord } from "../../../../core/journal/records.ts";
import type { CopyRef } from "../../../../core/layout/copy-ref.ts";
import { PackageReader } from "../../../../core/layout/package-json.ts";
import { got } from "../../support/journal.ts";
import { MemoryFiles } from "../../support/tree.ts";

const at = "/var/task/node_modules/a";
const copy = (path: string): CopyRef => ({ package: "a", version: null, root: "function", path });
const packages = new PackageReader(new MemoryFiles({}), () => {});

const dualAfter = (...asked: readonly [importer: string | null, file: string][]): readonly DualCopy[] => {
  const formats = new Formats(packages);
  for (const [importer, file] of asked) {
    const record = got(
      importer === null ? null : `${importer}/i.js`,
      "a",
      `${at}/${file}`,
    ) as ResolutionRecord;
    formats.add(record, copy(at), importer === null ? null : copy(importer));
  }
  return [...formats.dual()];
};

test("each asking copy is kept with the first that it got, and so many of them", () => {
  const askers = Array.from({ length: 40 }, (_, index) => [`/x/${index}`, "i.js"] as [string, string]);
  const [dual] = dualAfter(...askers, ["/x/0", "other.js"], ["/y", "i.mjs"]);
  expect(dual?.commonjs).toHaveLength(16);
  expect(dual?.commonjs[0]).toMatchObject({ asker: "/x/0", path: `${at}/i.js`, importer: "/x/0/i.js" });
  expect(dual?.modules).toMatchObject([{ asker: "/y", path: `${at}/i.mjs` }]);
});

test("what no module asked for, as a preload, is entered from outside", () => {
  expect(dualAfter([null, "i.js"], ["/y", "i.mjs"])).toMatchObject([
    { commonjs: [{ asker: null, importer: null }] },
  ]);
});

test("a file in neither format does not count", () => {
  expect(dualAfter(["/x", "data.json"], ["/y", "i.mjs"])).toEqual([]);
  expect(dualAfter(["/x", "i.js"], ["/y", "data.json"])).toEqual([]);
});

test("formats that are joined at any time share", () => {
  expect(dualAfter(["/x", "i.js"], ["/y", "i.mjs"], [at, "lib.mjs"])).toEqual([]);
  expect(dualAfter(["/x", "i.js"], ["/y", "i.mjs"], [at, "lib.js"])).toHaveLength(1);
});
