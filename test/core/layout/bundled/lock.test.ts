import { expect, test } from "vitest";
import { JsonError, JsonReader } from "../../../../core/layout/bundled/json-reader.ts";
import { readLock } from "../../../../core/layout/bundled/lock.ts";
import { finish, textOf } from "./support.ts";

const read = (lock: unknown, ...places: readonly string[]): Record<string, string> => {
  const text = typeof lock === "string" ? lock : JSON.stringify(lock);
  const json = new JsonReader(textOf(text), 1e6);
  return Object.fromEntries(finish(readLock(json, new Set(places))).result);
};
const packages = (versions: Readonly<Record<string, unknown>>) => ({
  packages: Object.fromEntries(Object.entries(versions).map(([place, version]) => [place, { version }])),
});
const zod = "node_modules/zod";

test.each([
  ["a place as it is", { [zod]: "4.1.13" }, "4.1.13"],
  ["a place in one workspace", { "packages/a/node_modules/zod": "4.1.13" }, "4.1.13"],
  [
    "in two that agree",
    { "packages/a/node_modules/zod": "4.1.13", "packages/b/node_modules/zod": "4.1.13" },
    "4.1.13",
  ],
  ["in two that do not", { "packages/a/node_modules/zod": "4.1.13", [zod]: "3.0.0" }, undefined],
  ["below another package", { "node_modules/a/node_modules/zod": "3.0.0" }, undefined],
  ["of a longer name", { "node_modules/zod-x": "1.0.0", "my_node_modules/zod": "1.0.0" }, undefined],
  ["of the project itself", { "": "1.0.0" }, undefined],
  ["that is a number", { [zod]: 4 }, undefined],
  ["that is too long", { [zod]: "1".repeat(129) }, undefined],
])("%s", (_, versions, expected) => expect(read(packages(versions), zod)[zod]).toBe(expected));

test("a place with its workspace is that workspace's own", () => {
  const lock = packages({ "packages/a/node_modules/zod": "4.1.13", "packages/b/node_modules/zod": "3.0.0" });
  const [a, b] = ["packages/a/node_modules/zod", "packages/b/node_modules/zod"];
  expect(read(lock, a, b, "packages/c/node_modules/zod")).toEqual({ [a]: "4.1.13", [b]: "3.0.0" });
});

test("only the packages of the newer lock count, wherever they are in it", () => {
  const dependencies = { zod: { version: "3.0.0" }, [zod]: { version: "3.0.0" } };
  expect(read({ dependencies }, zod)).toEqual({});
  expect(read({ name: "x", dependencies, ...packages({ [zod]: "4.1.13" }) }, zod)).toEqual({
    [zod]: "4.1.13",
  });
});

test.each([
  {},
  { packages: null },
  { packages: [zod] },
  { packages: { [zod]: "4.1.13" } },
  { packages: { [zod]: [] } },
])("%j has no version", (lock) => expect(read(lock, zod)).toEqual({}));

test("a place that was not asked for is left out, also one named like a method", () => {
  expect(
    read(packages({ [zod]: "4.1.13", "node_modules/constructor": "1.0.0" }), "node_modules/constructor"),
  ).toEqual({
    "node_modules/constructor": "1.0.0",
  });
});

test.each(["", "[]", "null", '{"packages":{', '{"packages":{"node_modules/zod":{"version":"4.1'])(
  "%j is refused",
  (text) => expect(() => read(text, zod)).toThrow(JsonError),
);
