import { expect, test } from "vitest";
import { oneCopyFix } from "../../../../../core/findings/rules/shared/one-copy.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";

const winner: CopyRef = {
  package: "a",
  version: "2.0.0",
  root: "function",
  path: "/var/task/node_modules/a",
};
const loser: CopyRef = { package: "a", version: "1.0.0", root: "layer", path: "/opt/nodejs/node_modules/a" };

test.each([
  [false, false, "each copy is needed"],
  [true, false, "Use a@2.0.0 everywhere"],
  [false, null, "Use a@1.0.0 everywhere"],
  [null, null, "Keep a in one root"],
])("winner serves all: %s, loser: %s", (ofWinner, ofLoser, said) =>
  expect(oneCopyFix("a", winner, loser, { winner: ofWinner, loser: ofLoser })).toContain(said),
);
