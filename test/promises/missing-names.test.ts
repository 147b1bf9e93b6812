/**
 * A layer's older package without a name that the function uses, in each form in which code takes a name
 * from a package: the finding says what the module misses, and the failure line which name it failed on.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { type EmittedLine, Folders, linesOf, ofType, type Tree, withLayer } from "../support/layer-run.ts";
import { schemaProblems } from "../support/line-schema.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const older: Tree = {
  "nodejs/node_modules/rates/package.json": { name: "rates", version: "1.9.0" },
  "nodejs/node_modules/rates/index.js": "exports.convert = (x) => x; exports.table = { rows: [] };",
};
const newer: Tree = {
  "node_modules/rates/package.json": { name: "rates", version: "2.1.0" },
  "node_modules/rates/index.js":
    "exports.convert = (x) => x; exports.convertAll = (xs) => xs; exports.table = { rows: [] };",
};
const manifest = { name: "orders", version: "1.0.0", dependencies: { rates: "^2.0.0" } };

interface Form {
  readonly file?: string;
  readonly source: string;
  readonly as: readonly string[];
}

const forms: Readonly<Record<string, Form>> = {
  member: {
    source: "const rates = require('rates');\nexports.total = (x) => rates.convertAll(x);",
    as: ["rates"],
  },
  destructured: {
    source: "const { convertAll } = require('rates');\nexports.total = (x) => convertAll(x);",
    as: ["convertAll"],
  },
  aliased: {
    source: "const { convertAll: all } = require('rates');\nexports.total = (x) => all(x).length;",
    as: ["all"],
  },
  "ES import": {
    file: "index.mjs",
    source: "import * as rates from 'rates';\nexport const total = (x) => rates.convertAll(x);",
    as: ["rates"],
  },
  "ES default import": {
    file: "index.mjs",
    source: "import money from 'rates';\nexport const total = (x) => money.convertAll(x);",
    as: ["money"],
  },
  tsc: {
    source:
      '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n' +
      'exports.total = void 0;\nconst rates_1 = require("rates");\n' +
      "const total = (x) => (0, rates_1.convertAll)(x);\nexports.total = total;",
    as: ["rates_1"],
  },
};

/** A package of the layer takes the name: there the layer's copy wins, for `require` and `import`. */
async function run({ file = "index.js", source }: Form): Promise<readonly EmittedLine[]> {
  const { logs, responses } = await runFunction({
    ...withLayer({
      task: folders.make({
        ...newer,
        "package.json": manifest,
        "index.js": `exports.handler = async (event) => {
  const { total } = await import('pricing'); return total(event) };`,
      }),
      layers: [
        folders.make({
          ...older,
          "nodejs/node_modules/pricing/package.json": { ...manifest, name: "pricing", main: file },
          [`nodejs/node_modules/pricing/${file}`]: source,
        }),
      ],
    }),
    events: [[1]],
  });
  expect(responses.map(({ ok }) => ok)).toEqual([false]);
  return linesOf(logs.extensions["outcrop"]);
}

describe.each(Object.entries(forms))("a name taken as %s", (_, form) => {
  let lines: readonly EmittedLine[];
  beforeAll(async () => {
    lines = await run(form);
  });

  it("is in the finding, with what the module calls it", () => {
    const [violation] = ofType(lines, "finding").filter(({ code }) => code === "range-violation");
    expect(JSON.parse(String(violation?.["evidence"]))).toMatchObject({
      lacks: [{ name: "convertAll", as: form.as }],
    });
  });

  it("is the failure's missing name, which the winner does not have", () => {
    expect(ofType(lines, "failure")).toMatchObject([
      {
        missing_kind: "not-a-function",
        missing_name: "convertAll",
        winner_has_name: false,
        thrown: "by-engine",
      },
    ]);
    for (const line of lines) expect(schemaProblems(line), JSON.stringify(line)).toEqual([]);
  });
});

describe("an error that the function handles", () => {
  it("leaves the finding, which says that the hidden copy has the name", async () => {
    const line = process.versions.node.split(".")[0];
    const inFolder = (tree: Tree, from: string, to: string): Tree =>
      Object.fromEntries(Object.entries(tree).map(([path, content]) => [path.replace(from, to), content]));
    const { logs, responses } = await runFunction({
      ...withLayer({
        task: folders.make({
          "package.json": manifest,
          "index.js":
            "const { convertAll: all } = require('rates');\n" +
            "exports.handler = async () => { try { return all([1]) } catch { return { statusCode: 500 } } };",
        }),
        layers: [
          folders.make({
            ...inFolder(older, "nodejs/", `nodejs/node${line}/`),
            ...inFolder(newer, "", "nodejs/"),
          }),
        ],
      }),
      events: [{}],
    });
    expect(responses.map(({ ok }) => ok)).toEqual([true]);
    const lines = linesOf(logs.extensions["outcrop"]);
    expect(ofType(lines, "failure")).toEqual([]);
    const lacks = [{ name: "convertAll", as: ["all"], loserHas: true }];
    const findings = ofType(lines, "finding").map(({ code, evidence }) => [
      code,
      (JSON.parse(String(evidence)) as { readonly lacks?: unknown }).lacks,
    ]);
    expect(findings).toEqual([
      ["shadowed-package", lacks],
      ["range-violation", lacks],
    ]);
  });

  it("is looked for behind the error that wraps it, and no message leaves", async () => {
    const { logs } = await runFunction({
      ...withLayer({
        task: folders.make({
          "package.json": manifest,
          "index.js":
            "const { convertAll } = require('rates');\n" +
            "class QuoteError extends Error { name = 'QuoteError' }\n" +
            "exports.handler = async () => { setTimeout(() => {\n" +
            "  try { convertAll([1]) } catch (cause) { throw new QuoteError('card hidden4111', { cause }) }\n" +
            "}); await new Promise(() => setTimeout(() => {}, 1e6)) };",
        }),
        layers: [folders.make(older)],
      }),
      events: [{}],
    });
    const lines = linesOf(logs.extensions["outcrop"]);
    const [failure] = ofType(lines, "failure").filter(({ error_name: name }) => name === "QuoteError");
    expect(failure).toMatchObject({
      missing_kind: "not-a-function",
      missing_name: "convertAll",
      winner_has_name: false,
      thrown: "by-engine",
    });
    const [cause] = JSON.parse(String(failure?.["chain"])) as readonly {
      readonly frames: readonly string[];
    }[];
    expect(cause).toMatchObject({ name: "TypeError", code: null });
    expect(cause?.frames[0]).toContain("/var/task/index.js:4:9");
    expect(JSON.stringify(lines)).not.toContain("hidden4111");
  });
});
