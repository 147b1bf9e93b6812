import { expect, test } from "vitest";
import { JsonError, JsonReader } from "../../../../core/layout/bundled/json-reader.ts";
import { readMetafile } from "../../../../core/layout/bundled/metafile.ts";
import { PackedFiles } from "../../../../core/layout/bundled/packed-files.ts";
import { finish, textOf } from "./support.ts";

function read(metafile: unknown, bundle = "/var/task/orders/index.js") {
  const text = typeof metafile === "string" ? metafile : JSON.stringify(metafile);
  const json = new JsonReader(textOf(text), 1e8);
  const files = new PackedFiles();
  const { result } = finish(readMetafile(json, bundle, files));
  return { isOwn: result, copies: files.copies().map(({ package: name }) => name), json };
}
const output = (bytes: Readonly<Record<string, unknown>>) => ({
  inputs: Object.fromEntries(
    Object.entries(bytes).map(([name, bytesInOutput]) => [`node_modules/${name}/i.js`, { bytesInOutput }]),
  ),
});

test("what is left of the inputs of the own output", () => {
  const outputs = {
    "dist/payments/index.js": output({ ms: 9 }),
    "dist/orders/index.js": { bytes: 9, entryPoint: "x.ts", ...output({ zod: 9, gone: 0, one: 1 }) },
    "dist/orders/index.js.map": output({ map: 9 }),
  };
  expect(read({ inputs: { "node_modules/other/i.js": { bytes: 9 } }, outputs })).toMatchObject({
    isOwn: true,
    copies: ["zod", "one"],
  });
});

test("of two outputs that are as near, neither counts", () => {
  const outputs = { "a/index.js": output({ zod: 9 }), "b/index.js": output({ ms: 9 }) };
  expect(read({ outputs })).toMatchObject({ isOwn: false, copies: [] });
  expect(read({ outputs }, "/var/task/b/index.js")).toMatchObject({ isOwn: true, copies: ["ms"] });
});

test.each([-1, 0, "x", null, "", "9".repeat(21)])("an input of %j bytes is dropped", (bytes) => {
  expect(read({ outputs: { "index.js": output({ zod: bytes }) } })).toMatchObject({
    isOwn: true,
    copies: [],
  });
});

test.each([
  {},
  { outputs: {} },
  { outputs: { "other.js": output({ zod: 9 }) } },
  { inputs: { "index.js": {} } },
])("%j does not name the bundle", (metafile) =>
  expect(read(metafile)).toMatchObject({ isOwn: false, copies: [] }),
);

test.each([
  "",
  "[]",
  '{"outputs":[]}',
  '{"outputs":{"index.js":4}}',
  '{"outputs":{"index.js":{"inputs":[]}}}',
  '{"outputs":{"index.js":{"inputs":{"node_modules/zod/i.js":9}}}}',
  '{"outputs":{"index.js":{"inputs":{"node_modules/zod/i.js":{"bytesInOutput":9}',
])("%j is refused, and nothing of it is kept", (text) => {
  const files = new PackedFiles();
  const json = new JsonReader(textOf(text), 1e6);
  expect(() => finish(readMetafile(json, "/var/task/index.js", files))).toThrow(JsonError);
  expect(files.files).toBe(0);
});

test.each(["assets", "chunks", "modules"])("webpack's stats are left at their first %s", (key) => {
  const stats = { hash: "1", [key]: ["x".repeat(10_000)], outputs: { "index.js": output({ zod: 9 }) } };
  const { isOwn, json } = read(stats);
  expect(isOwn).toBe(false);
  expect(json.bytesRead).toBeLessThan(100);
});

test("so many outputs are compared, and so many inputs are kept", () => {
  const outputs: Record<string, unknown> = {};
  for (let index = 0; index < 50; index++) outputs[`${index}/index.js`] = output({ ms: 9 });
  outputs["orders/index.js"] = output({ zod: 9 });
  expect(read({ outputs })).toMatchObject({ isOwn: false, copies: [] });

  const inputs = Object.fromEntries(
    Array.from({ length: 100_001 }, (_, index) => [`${index}.js`, { bytesInOutput: 1 }]),
  );
  const files = new PackedFiles();
  const last = { "node_modules/zod/i.js": { bytesInOutput: 1 } };
  const text = new TextEncoder().encode(
    JSON.stringify({ outputs: { "index.js": { inputs: { ...inputs, ...last } } } }),
  );
  const json = new JsonReader((offset, length) => text.subarray(offset, offset + length), 1e8);
  expect(finish(readMetafile(json, "/var/task/index.js", files)).result).toBe(true);
  expect(files.files).toBe(100_000);
  expect(files.isFull).toBe(false);
});
