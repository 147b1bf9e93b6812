import { expect, test } from "vitest";
import { JsonError, JsonReader } from "../../../../core/layout/bundled/json-reader.ts";
import { PackedFiles } from "../../../../core/layout/bundled/packed-files.ts";
import { readSourceMap } from "../../../../core/layout/bundled/source-map.ts";
import { finish, textOf } from "./support.ts";

function read(map: unknown) {
  const json = new JsonReader(textOf(typeof map === "string" ? map : JSON.stringify(map)), 1e7);
  const files = new PackedFiles();
  const { result } = finish(readSourceMap(json, files));
  return { isMap: result, copies: files.copies().map(({ package: name, version }) => [name, version]), json };
}
const zod = "node_modules/zod/index.js";
const zodManifest = "node_modules/zod/package.json";
const version = (text: string): string => JSON.stringify({ version: text });

test.each([
  ["sources", { version: 3, sources: [zod] }, [["zod", null]]],
  ["sources of other kinds", { sources: [null, 4, {}, [zod], zod] }, [["zod", null]]],
  ["no sources", { sources: [] }, []],
  ["a path that is too long", { sources: [`${"x".repeat(2_048)}/${zod}`] }, []],
  [
    "each map of the sections",
    { sections: [{ map: { sources: [zod] } }, { map: { sources: ["node_modules/ms/i.js"] } }] },
    [
      ["zod", null],
      ["ms", null],
    ],
  ],
  [
    "no map in a section",
    { sections: [{ offset: { line: 0 }, url: zod }, { map: null }, { map: [zod] }] },
    [],
  ],
  ["sections of a section", { sections: [{ map: { sections: [{ map: { sources: [zod] } }] } }] }, []],
])("a map with %s", (_, map, copies) => expect(read(map)).toMatchObject({ isMap: true, copies }));

test.each([
  {},
  { version: 3, mappings: "" },
  { sourcesContent: [version("1.0.0")] },
  { inputs: {}, outputs: {} },
])("%j is not a map", (other) => expect(read(other)).toMatchObject({ isMap: false, copies: [] }));

test.each(["", "[]", "null", '{"sources":{}}', '{"sources":["a"', '{"sections":[4]}', '{"sections":{}}'])(
  "%j is refused",
  (text) => expect(() => read(text)).toThrow(JsonError),
);

test("a packed package.json has the version of its own copy", () => {
  const sources = [zod, "node_modules/ms/package.json", zodManifest];
  const sourcesContent = [version("9.9.9"), version("2.1.3"), version("4.1.13")];
  expect(read({ sources, sourcesContent }).copies).toEqual([
    ["zod", "4.1.13"],
    ["ms", "2.1.3"],
  ]);
  const map = { sources: [zodManifest], sourcesContent: [version("4.1.13")] };
  expect(read({ sections: [{ map }, { map }] }).copies).toEqual([["zod", "4.1.13"]]);
});

test.each([
  ["null", null],
  ["no JSON", "{"],
  ["no plain version", version("latest")],
  ["more than 64 KiB", JSON.stringify({ x: "x".repeat(65_536), version: "4.1.13" })],
])("a package.json that is %s gives none", (_, text) => {
  expect(read({ sources: [zodManifest], sourcesContent: [text] }).copies).toEqual([["zod", null]]);
});

test("contents that are missing, too few or before the sources give none", () => {
  const none = [["zod", null]];
  expect(read({ sources: [zodManifest], sourcesContent: [] }).copies).toEqual(none);
  expect(read({ sources: [zod, zodManifest], sourcesContent: [version("4.1.13")] }).copies).toEqual(none);
  expect(read({ sourcesContent: [version("4.1.13")], sources: [zodManifest] }).copies).toEqual(none);
});

test("nothing is read behind what is wanted", () => {
  const rest = "x".repeat(100_000);
  expect(read({ sources: [zod], mappings: rest }).json.bytesRead).toBeLessThan(100);
  const sourcesContent = [version("4.1.13"), rest];
  expect(read({ sources: [zodManifest, zod], sourcesContent }).json.bytesRead).toBeLessThan(200);
});

test("the manifests of 500 copies are read", () => {
  const sources = Array.from({ length: 600 }, (_, index) => `node_modules/p${index}/package.json`);
  const { copies } = read({ sources, sourcesContent: sources.map(() => version("1.0.0")) });
  expect(copies).toHaveLength(600);
  expect(copies.filter(([, known]) => known !== null)).toHaveLength(500);
});
