import { expect, test } from "vitest";
import { driftEvidence } from "../../../../../core/findings/rules/shared/drift-evidence.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";

const path = "/opt/nodejs/node_modules/a";
const copy: CopyRef = { package: "a", version: "1.0.0", root: "layer", path };
const place = { layer: "utils:7", path, version: "1.0.0", tree: "x" };

test("a version first, then files, and nothing where files were not compared", () => {
  const kind = (version: string, tree: string | null) =>
    driftEvidence({ kind: "locked", copy, locked: { ...place, version }, tree })?.kind ?? null;
  expect(kind("2.0.0", "y")).toBe("version");
  expect(kind("1.0.0", "y")).toBe("files");
  expect([kind("1.0.0", "x"), kind("1.0.0", null)]).toEqual([null, null]);
});

test("copies that are not locked: the evidence lists at most 16, and counts all", () => {
  const found = Array.from({ length: 20 }, (_, index) => ({ ...copy, package: `p${index}` }));
  const evidence = driftEvidence({ kind: "unlocked", copy, folder: "/opt/nodejs/node_modules", found });
  expect(evidence?.packages).toHaveLength(16);
  expect(evidence).toMatchObject({ kind: "not-locked", layer: null, locked: null, count: 20 });
});

test("what is missing was not loaded", () => {
  const evidence = driftEvidence({ kind: "missing", package: "a", importer: null, locked: place });
  expect(evidence).toEqual({
    kind: "gone",
    layer: "utils:7",
    path,
    locked: { version: "1.0.0", tree: "x" },
    loaded: null,
  });
});
