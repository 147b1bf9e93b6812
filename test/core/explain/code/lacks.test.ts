import { expect, it } from "vitest";
import { CopyTexts } from "../../../../core/explain/code/copy-text.ts";
import { type LackedName, lacksOf, sourceOf } from "../../../../core/explain/code/lacks.ts";
import { PackageReader } from "../../../../core/layout/package-json.ts";
import { MemoryFiles, pkg } from "../../support/tree.ts";

const winner = "/opt/nodejs/node_modules/rates";
const loser = "/var/task/node_modules/rates";

function lacks(source: string, older: string, newer: string | null): readonly LackedName[] | null {
  const files = new MemoryFiles({
    function: {
      "index.js": source,
      ...(newer === null ? {} : { "node_modules/rates": pkg("rates", "2.0.0", {}, { "index.js": newer }) }),
    },
    layers: [{ "nodejs/node_modules/rates": pkg("rates", "1.0.0", {}, { "index.js": older }) }],
  });
  const steps = lacksOf(
    {
      package: "rates",
      importer: "/var/task/index.js",
      winner,
      loser: newer === null ? null : loser,
      loaded: [`${winner}/index.js`],
    },
    new CopyTexts(files, new PackageReader(files, () => {})),
    files,
  );
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

it("are the names that the winner does not have, with who has them", () => {
  const source =
    "const { convertAll: all, convert } = require('rates'); const r = require('rates'); r.nowhere()";
  expect(lacks(source, "exports.convert = 1", "exports.convertAll = exports.convert = 1")).toEqual([
    { name: "convertAll", as: ["all"], loserHas: true },
    { name: "nowhere", as: ["r"], loserHas: false },
  ]);
});

it("have no other copy to compare with without a loser", () => {
  expect(lacks("require('rates').a()", "exports.b = 1", null)).toEqual([
    { name: "a", as: [], loserHas: null },
  ]);
});

it("are looked for anywhere where a path inside of the package is asked for", () => {
  const source = "const { a, b } = require('rates/index.js')";
  expect(lacks(source, "exports.c = 1; function a() {}", null)).toEqual([
    { name: "b", as: ["b"], loserHas: null },
  ]);
});

it("are empty if the module takes nothing, or if all that it takes is there", () => {
  expect(lacks("require('rates')", "exports.a = 1", null)).toEqual([]);
  expect(lacks("require('rates').a", "exports.a = 1", null)).toEqual([]);
});

it("are not known where nothing can be looked at", () => {
  expect(lacks("require('rates').a", "module.exports = require('elsewhere')", null)).toBeNull();
});

it("are at most 20", () => {
  const source = Array.from({ length: 50 }, (_, at) => `require('rates').a${at}`).join(";");
  expect(lacks(source, "exports.b = 1", null)).toHaveLength(20);
});

it("are read in JavaScript of a bearable size alone", () => {
  const files = new MemoryFiles({ function: { "a.js": "a", "a.txt": "a", "b.mjs": " ".repeat(600_000) } });
  expect(sourceOf("/var/task/a.js", files)).toBe("a");
  for (const name of ["a.txt", "b.mjs", "none.js"]) expect(sourceOf(`/var/task/${name}`, files)).toBeNull();
});
