import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PackageJson, PackageReader, parsePackageJson } from "../../../core/layout/package-json.ts";
import type { Problem } from "../../../core/layout/problem.ts";
import { json, MemoryFiles, type Node } from "../support/tree.ts";

const parse = (text: string): PackageJson | string => parsePackageJson(new TextEncoder().encode(text));

function readerOf(content: Node): { reader: PackageReader; files: MemoryFiles; problems: Problem[] } {
  const problems: Problem[] = [];
  const files = new MemoryFiles({ function: { "package.json": content } });
  return { reader: new PackageReader(files, (problem) => problems.push(problem)), files, problems };
}

test("the fields a verdict may rest on", () => {
  const { reader } = readerOf(
    json({
      name: "a",
      version: "1.2.3",
      main: "lib",
      type: "module",
      exports: { ".": "./x.js" },
      imports: { "#k": "k" },
      dependencies: { b: "^1", c: 7 },
      optionalDependencies: { d: "*" },
      peerDependencies: { e: ">=1", f: "2" },
      peerDependenciesMeta: { e: { optional: true }, f: { optional: "yes" } },
      devDependencies: { g: "1" },
      overrides: { j: "1.0.0" },
      napi: { binaryName: "h" },
      binary: { module_name: "i", module_path: "./lib/{node_abi}", napi_versions: [3, "4", 8] },
    }),
  );
  expect(reader.read("/var/task")).toEqual({
    name: "a",
    version: "1.2.3",
    main: "lib",
    type: "module",
    exports: { ".": "./x.js" },
    imports: { "#k": "k" },
    dependencies: new Map([["b", "^1"]]),
    optionalDependencies: new Map([["d", "*"]]),
    peerDependencies: new Map([
      ["e", ">=1"],
      ["f", "2"],
    ]),
    optionalPeers: new Set(["e"]),
    devDependencies: new Set(["g"]),
    overrides: new Map([["j", "1.0.0"]]),
    napiName: "h",
    binary: { moduleName: "i", modulePath: "./lib/{node_abi}", napiVersions: [3, 8] },
  });
});

test.each([
  ['{"napi":{"name":"a"}}', { napiName: "a" }],
  ['{"napi":{}}', { napiName: "index" }],
  ['{"napi":true}', { napiName: null }],
  ['{"binary":{"module_name":"a"}}', { binary: null }],
  [
    '{"binary":{"module_name":"a","module_path":"b"}}',
    { binary: { moduleName: "a", modulePath: "b", napiVersions: [] } },
  ],
])("the fields of native loaders: %s", (content, fields) => expect(parse(content)).toMatchObject(fields));

test("a byte order mark is not a problem", () =>
  expect(parse('\uFEFF{"name":"a"}')).toMatchObject({ name: "a" }));

describe("an unusable file is reported once and read once", () => {
  test.each([
    ["{", "is not JSON"],
    ["[]", "is not a JSON object"],
    ["null", "is not a JSON object"],
    ["7", "is not a JSON object"],
    ["", "is not JSON"],
    [`{"name":"${"x".repeat(1024 * 1024)}"}`, "is larger than 1 MiB"],
    ["[".repeat(500_000), "is not JSON"],
  ])("%.20s", (content, what) => {
    const { reader, files, problems } = readerOf(content);
    expect(reader.read("/var/task")).toBeNull();
    expect(reader.read("/var/task")).toBeNull();
    expect(problems).toEqual([{ path: "/var/task/package.json", what }]);
    expect(files.asked.readFile).toBe(1);
  });
});

test("a missing file is not a problem", () => {
  const { reader, problems } = readerOf("{}");
  expect(reader.read("/nowhere")).toBeNull();
  expect(reader.read("/")).toBeNull();
  expect(problems).toEqual([]);
});

test("__proto__ and constructor are data", () => {
  const read = parse(
    '{"__proto__":{"name":"evil","version":"6.6.6"},"dependencies":{"__proto__":"^1","constructor":"^2",' +
      '"toString":"^3"}}',
  );
  expect(read).toMatchObject({ name: null, version: null });
  expect([...(read as PackageJson).dependencies.keys()]).toEqual(["__proto__", "constructor", "toString"]);
  expect(({} as Record<string, unknown>)["name"]).toBeUndefined();
});

test("a million dependencies are cut, not kept", () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`p${index}`, "1"]));
  expect((parse(JSON.stringify({ dependencies: many })) as PackageJson).dependencies.size).toBe(2_000);
});

test("total on any JSON and on any bytes", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      parse(
        JSON.stringify({ name: value, exports: value, dependencies: value, peerDependenciesMeta: value }),
      );
    }),
    { numRuns: 2_000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 256 }), (bytes) => {
      parsePackageJson(bytes);
    }),
    { numRuns: 2_000 },
  );
});
