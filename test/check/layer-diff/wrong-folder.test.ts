import { expect, it } from "vitest";
import { isWrongFolder } from "../../../check/layer-diff/wrong-folder.ts";
import { type Files, program } from "../layers/layers.ts";
import { diff, pack } from "./layers.ts";

const isWrong = (files: Files): boolean => isWrongFolder(diff({}, files).now);
const below = pack("a", "1.0.0", {}, undefined, "node_modules");
const manifest = { "package.json": program("{}") };

it("is one where no package is in a folder of NODE_PATH", () => {
  expect(isWrong({ ...below, ...manifest })).toBe(true);
  expect(isWrong(pack("a", "1.0.0", {}, undefined, "utils/nodejs/node_modules"))).toBe(true);
});

it("is not one where a package is", () => {
  expect(isWrong({ ...pack("a", "1.0.0"), ...below })).toBe(false);
  expect(isWrong(pack("a", "1.0.0", {}, undefined, "nodejs/node24/node_modules"))).toBe(false);
});

it("is not one without packages, and where an extension or a program may load them", () => {
  expect(isWrong({ "bin/tool": "x" })).toBe(false);
  expect(isWrong({ ...below, "extensions/tracer": "x" })).toBe(false);
  expect(isWrong({ ...below, wrapper: program("x") })).toBe(false);
});
