import { describe, expect, it } from "vitest";
import type { ChangeKind } from "../../../incident/analysis/analysis.ts";
import { differences } from "../../../incident/analysis/differences.ts";
import { copy } from "./incidents.ts";

const nested = (spec: string, inside: string) =>
  copy(spec, "function", { path: `/var/task/node_modules/${inside}/node_modules/${spec.split("@")[0]}` });

describe("differences between two sets of copies", () => {
  it.each<[string, ReturnType<typeof copy>[], ReturnType<typeof copy>[], [ChangeKind, string][]]>([
    ["nothing changed", [copy("a@1.0.0")], [copy("a@1.0.0")], []],
    [
      "who imported it first does not count",
      [copy("a@1.0.0")],
      [copy("a@1.0.0", "function", { importer: "/var/task/x.js" })],
      [],
    ],
    ["added", [], [copy("a@1.0.0")], [["added", "a"]]],
    ["removed", [copy("a@1.0.0")], [], [["removed", "a"]]],
    ["another version", [copy("a@1.0.0")], [copy("a@2.0.0")], [["version", "a"]]],
    ["another root, same version", [copy("a@1.0.0")], [copy("a@1.0.0", "layer")], [["root", "a"]]],
    ["another root and version", [copy("a@1.0.0")], [copy("a@2.0.0", "layer")], [["root", "a"]]],
    ["another path", [nested("a@1.0.0", "b")], [copy("a@1.0.0")], [["path", "a"]]],
    ["a second copy", [copy("a@1.0.0")], [copy("a@1.0.0"), copy("a@2.0.0", "layer")], [["added", "a"]]],
    [
      "two copies that swapped their versions: each path has another one",
      [copy("a@1.0.0"), copy("a@2.0.0", "layer")],
      [copy("a@2.0.0"), copy("a@1.0.0", "layer")],
      [
        ["version", "a"],
        ["version", "a"],
      ],
    ],
    [
      "of two copies one moved: the one that stayed is not taken for it",
      [copy("a@1.0.0"), copy("a@2.0.0", "layer")],
      [copy("a@1.0.0"), copy("a@2.0.0", "runtime")],
      [["root", "a"]],
    ],
    [
      "sorted by package",
      [copy("b@1.0.0")],
      [copy("a@1.0.0")],
      [
        ["added", "a"],
        ["removed", "b"],
      ],
    ],
  ])("%s", (_, left, right, expected) => {
    expect(differences(left, right).map(({ kind, package: name }) => [kind, name])).toEqual(expected);
  });

  it("gives the copies of both sides", () => {
    const [before, after] = [copy("a@1.0.0"), copy("a@1.0.0", "layer")];
    expect(differences([before], [after])).toEqual([{ kind: "root", package: "a", before, after }]);
  });
});
