import { describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../core/findings/engine/environment-world.ts";
import { FamilyTies } from "../../../../core/findings/engine/family-ties.ts";
import type { ResolutionSubject } from "../../../../core/findings/rule/subjects.ts";
import { MemoryFiles, type Tree } from "../../support/tree.ts";

const paths = {
  app: "/var/task/x.js",
  p: "/opt/nodejs/node_modules/@s/p/index.js",
  q: "/opt/nodejs/node_modules/@s/q/index.js",
  ownQ: "/var/task/node_modules/@s/q/index.js",
};
const tree: Tree = {};

function ties() {
  const world = new EnvironmentWorld(new MemoryFiles(tree), { sysroot: "" }, () => {});
  const found = new FamilyTies(world);
  const see = (importer: keyof typeof paths, winner: keyof typeof paths): void => {
    const [from, to] = [world.copyOf(paths[importer]), world.copyOf(paths[winner])];
    world.usage.addUse(from.path, to.package, to.path);
    const bare = { package: to.package, subpath: "" };
    found.add({
      how: "require",
      specifier: to.package,
      bare,
      importer: paths[importer],
      from,
      winner: to,
      reach: null,
    } satisfies ResolutionSubject);
  };
  return { found, see };
}

describe("a split", () => {
  const orders = [
    ["app p", "p q", "app ownQ"],
    ["app ownQ", "app p", "p q"],
    ["p q", "app ownQ", "app p"],
  ];
  test.each(orders)("is seen in whatever order it comes: %s, %s, %s", (...order) => {
    const { found, see } = ties();
    for (const step of order) see(...(step.split(" ") as [keyof typeof paths, keyof typeof paths]));
    expect(found.takeFresh()).toMatchObject([
      {
        family: "@s/*",
        ties: [
          {
            kind: "split",
            member: { package: "@s/p" },
            other: { root: "function" },
            own: { root: "layer" },
            seenIn: "/var/task",
          },
        ],
      },
    ]);
  });

  test("is reported once, and again with what is new", () => {
    const { found, see } = ties();
    see("app", "p");
    see("app", "ownQ");
    expect(found.takeFresh()).toEqual([]);
    see("p", "q");
    expect(found.takeFresh()).toHaveLength(1);
    see("p", "q");
    expect(found.takeFresh()).toEqual([]);
    see("p", "ownQ");
    expect(found.takeFresh()).toMatchObject([{ ties: [{ kind: "split" }, { kind: "edge" }] }]);
  });
});

test("one root makes no tie", () => {
  const { found, see } = ties();
  see("p", "q");
  expect(found.takeFresh()).toEqual([]);
});
