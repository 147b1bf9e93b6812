import { expect, test } from "vitest";
import { keepOneFix } from "../../../../../core/findings/rules/shared/shadow-texts.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";

const winner: CopyRef = {
  package: "a",
  version: "2.0.0",
  root: "function",
  path: "/var/task/node_modules/a",
};
const loser: CopyRef = { package: "a", version: "1.0.0", root: "layer", path: "/opt/nodejs/node_modules/a" };

test.each([
  [false, true, "Remove /var/task/node_modules/a from the function, or replace it with a ^1.0.0."],
  [true, false, "Keep /var/task/node_modules/a. Update or remove /opt/nodejs/node_modules/a in the layer,"],
  [null, null, "Keep one copy of a"],
])("range takes the winner: %s, the loser: %s", (rangeAcceptsWinner, rangeAcceptsLoser, said) =>
  expect(
    keepOneFix({
      package: "a",
      winner,
      loser,
      importer: null,
      range: "^1.0.0",
      rangeAcceptsWinner,
      rangeAcceptsLoser,
    }),
  ).toContain(said),
);
