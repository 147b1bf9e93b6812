import { expect, test } from "vitest";
import type { CopyRef } from "../../../core/findings/finding.ts";
import { located, named, nearMissPhrase, rootPhrase } from "../../../core/findings/phrases.ts";

const copy: CopyRef = { package: "a", version: "1.0.0", root: "layer", path: "/opt/nodejs/node_modules/a" };

test("copies", () => {
  expect(located(copy)).toBe("a@1.0.0 in the layer (/opt/nodejs/node_modules/a)");
  expect(named({ ...copy, version: null })).toBe("a@(no version)");
  expect(named({ ...copy, package: "(function)", root: "function" })).toBe("the function's own code");
  expect(named({ ...copy, package: "(other)", root: "other" })).toBe("code outside every root");
  expect([rootPhrase("other"), rootPhrase("node"), rootPhrase("runtime")]).toEqual([
    "no root",
    "Node",
    "the runtime",
  ]);
});

test("near misses", () => {
  expect(nearMissPhrase({ kind: "condition-missing", path: "/p", subpath: "", conditions: [] })).toBe(
    "/p is there, but offers the package itself only for: other conditions.",
  );
  expect(nearMissPhrase({ kind: "not-exported", path: "/p", subpath: "x", exported: [".", "./y"] })).toBe(
    '/p is there, but its "exports" do not offer "./x"; they offer ., ./y.',
  );
  expect(nearMissPhrase({ kind: "out-of-reach", path: "/p", root: "function" })).toBe(
    "It lies at /p in the function, which this importer does not search.",
  );
});
