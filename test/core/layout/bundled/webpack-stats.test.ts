import { expect, test } from "vitest";
import { JsonError, JsonReader } from "../../../../core/layout/bundled/json-reader.ts";
import { PackedFiles } from "../../../../core/layout/bundled/packed-files.ts";
import { readWebpackStats } from "../../../../core/layout/bundled/webpack-stats.ts";
import { finish, textOf } from "./support.ts";

function read(stats: unknown, bundle = "/var/task/orders/index.js") {
  const text = typeof stats === "string" ? stats : JSON.stringify(stats);
  const json = new JsonReader(textOf(text), 1e8);
  const files = new PackedFiles();
  const { result } = finish(readWebpackStats(json, bundle, files));
  return { isOwn: result, copies: files.copies().map(({ package: name }) => name), json };
}
const at = (name: string): string => `./node_modules/${name}/i.js`;
const asset = (name: string, ...chunks: readonly unknown[]) => ({ name, chunks });
const module = (name: string, ...chunks: readonly unknown[]) => ({ name: at(name), chunks });
const own = asset("index.js", 1);

test.each([
  ["by number", [asset("index.js", 1)], [module("zod", 1), module("ms", 2)], ["zod"]],
  ["by name", [asset("index.js", "main")], [module("zod", "main"), module("ms", "other")], ["zod"]],
  ["in several", [asset("index.js", 1, 2)], [module("zod", 2), module("ms", 3, 1)], ["zod", "ms"]],
  ["in none", [own], [module("zod"), { name: at("ms") }], []],
  ["of another asset", [own, asset("other.js", 2)], [module("zod", 2)], []],
  ["in an asset of no chunk", [asset("index.js")], [module("zod", 1)], []],
])("modules of the bundle's own chunks: %s", (_, assets, modules, copies) => {
  expect(read({ assets, modules })).toMatchObject({ isOwn: true, copies });
});

test("modules that were joined count, and the one that has them does not", () => {
  const modules = [
    { ...module("zod", 1), modules: [module("ms"), module("uuid", 9), { chunks: [] }, null, 4] },
    { ...module("left", 2), modules: [module("out")] },
  ];
  expect(read({ assets: [own], modules }).copies).toEqual(["ms", "uuid"]);
});

test("the asset in the nearest folder is the bundle", () => {
  const assets = [asset("payments/index.js", 1), asset("orders/index.js", 2)];
  const modules = [module("zod", 1), module("ms", 2)];
  expect(read({ assets, modules }).copies).toEqual(["ms"]);
  expect(read({ assets, modules }, "/var/task/index.js")).toMatchObject({ isOwn: false, copies: [] });
});

test("modules may come before assets", () => {
  expect(read({ modules: [module("zod", 1)], assets: [own] })).toMatchObject({
    isOwn: true,
    copies: ["zod"],
  });
});

test("nothing is read behind the modules", () => {
  const stats = { assets: [own], modules: [module("zod", 1)], children: ["x".repeat(10_000)] };
  expect(read(stats).json.bytesRead).toBeLessThan(200);
});

test.each([
  {},
  { assets: [] },
  {
    assets: [null, "index.js", ["index.js"], { chunks: [1] }, { name: 4, chunks: [1] }],
    modules: [module("zod", 1)],
  },
  { assets: [asset("other.js", 1)], modules: [module("zod", 1)] },
  { outputs: { "index.js": {} } },
])("%j does not name the bundle", (stats) => expect(read(stats)).toMatchObject({ isOwn: false, copies: [] }));

test("values of other kinds are passed over", () => {
  const modules = [
    null,
    "x",
    [at("ms")],
    { name: null, chunks: [1] },
    { name: at("ms"), chunks: 1 },
    module("zod", 1),
  ];
  expect(read({ assets: [{ ...own, modules: "x" }], modules }).copies).toEqual(["zod"]);
});

test.each([
  "",
  "[]",
  '{"assets":{}}',
  '{"modules":4}',
  '{"assets":[{"name":"index.js"',
  '{"assets":[{"name":}]}',
])("%j is refused", (text) => expect(() => read(text)).toThrow(JsonError));

test("so many assets, chunks and modules are kept", () => {
  const others = Array.from({ length: 200 }, (_, index) => asset(`${index}/index.js`, 1));
  expect(
    read({ assets: [...others, asset("orders/index.js", 2)], modules: [module("zod", 2)] }).copies,
  ).toEqual([]);

  const chunks = Array.from({ length: 201 }, (_, index) => index);
  const modules = [module("zod", 199), module("ms", 200)];
  expect(read({ assets: [asset("index.js", ...chunks)], modules }).copies).toEqual(["zod"]);

  const many = Array.from({ length: 100_000 }, () => ({ name: "./a.js", chunks: [1] }));
  const text = new TextEncoder().encode(
    JSON.stringify({ assets: [own], modules: [...many, module("zod", 1)] }),
  );
  const json = new JsonReader((offset, length) => text.subarray(offset, offset + length), 1e8);
  const files = new PackedFiles();
  expect(finish(readWebpackStats(json, "/var/task/index.js", files)).result).toBe(true);
  expect([files.files, files.isFull]).toEqual([100_000, false]);
});
