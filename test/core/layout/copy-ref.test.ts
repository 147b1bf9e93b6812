import { expect, test } from "vitest";
import {
  type CopyRef,
  homePhrase,
  isOwnCode,
  located,
  named,
  ownCodeName,
  rootPhrase,
} from "../../../core/layout/copy-ref.ts";

const copy: CopyRef = { package: "a", version: "1.0.0", root: "layer", path: "/opt/nodejs/node_modules/a" };

test("copies", () => {
  expect(located(copy)).toBe("a@1.0.0 in the layer (/opt/nodejs/node_modules/a)");
  expect(located({ ...copy, layer: "media:4" })).toBe(
    "a@1.0.0 in the layer media:4 (/opt/nodejs/node_modules/a)",
  );
  expect([homePhrase(copy), homePhrase({ ...copy, layer: "media:4" })]).toEqual([
    "the layer",
    "the layer media:4",
  ]);
  expect(named({ ...copy, version: null })).toBe("a@(no version)");
  expect(named({ ...copy, package: "(function)", root: "function" })).toBe("the function's own code");
  expect(named({ ...copy, package: "(other)", root: "other" })).toBe("code outside every root");
  expect([rootPhrase("other"), rootPhrase("node"), rootPhrase("runtime")]).toEqual([
    "no root",
    "Node",
    "the runtime",
  ]);
});

test("a root's own code is not a package", () => {
  expect(isOwnCode({ package: ownCodeName("layer") })).toBe(true);
  expect(isOwnCode(copy)).toBe(false);
});
