import { expect, it } from "vitest";
import type { Change } from "../../../incident/analysis/analysis.ts";
import { differences } from "../../../incident/analysis/differences.ts";
import type { Copy } from "../../../incident/model/model.ts";
import { briefChange, weightiest } from "../../../incident/report/words/drift.ts";
import { copy } from "../analysis/incidents.ts";

const zod = copy("zod@4.1.0");
const elsewhere = { ...zod, path: "/var/task/lib/node_modules/zod" };
const without = { ...zod, version: null };

it.each<[string, readonly Copy[], readonly Copy[], string]>([
  [
    "another root and version",
    [zod],
    [copy("zod@3.24.4", "layer")],
    "zod 4.1.0 in the function became 3.24.4 in the layer",
  ],
  ["another root", [zod], [copy("zod@4.1.0", "layer")], "zod 4.1.0 moved from the function to the layer"],
  ["another version", [zod], [copy("zod@4.2.0")], "zod 4.1.0 in the function became 4.2.0"],
  ["a version no longer given", [zod], [without], "zod 4.1.0 in the function became (no version)"],
  ["another path", [zod], [elsewhere], `zod 4.1.0 moved from ${zod.path} to ${elsewhere.path}`],
  ["one more", [], [zod], "zod 4.1.0 in the function added"],
  ["one less", [zod], [], "zod 4.1.0 in the function removed"],
])("a change to %s is described in a few words", (_, left, right, text) => {
  expect(differences(left, right).map(briefChange)).toEqual([text]);
});

it("names another root first, and what the function's own code asks for before what that brings", () => {
  const moved = (name: string, importer: string | null): Change => ({
    kind: "root",
    package: name,
    before: copy(`${name}@1.0.0`),
    after: copy(`${name}@2.0.0`, "layer", { importer }),
  });
  const added: Change = {
    kind: "added",
    package: "a",
    before: null,
    after: copy("a@1.0.0", "layer", { importer: "/var/task/index.js" }),
  };
  const changes = [
    added,
    moved("b", null),
    moved("c", "/opt/nodejs/node_modules/d/index.js"),
    moved("d", "/var/task/index.js"),
  ];
  expect(weightiest(changes).map(({ package: name }) => name)).toEqual(["d", "b", "c", "a"]);
});
