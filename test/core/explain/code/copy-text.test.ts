import { describe, expect, it } from "vitest";
import { CopyTexts, hasWord } from "../../../../core/explain/code/copy-text.ts";
import { PackageReader } from "../../../../core/layout/package-json.ts";
import { type Folder, json, MemoryFiles, pkg } from "../../support/tree.ts";

const copy = "/var/task/node_modules/rates";

function textsOf(files: Folder, manifest: object = {}): CopyTexts {
  const memory = new MemoryFiles({
    function: { "node_modules/rates": pkg("rates", "1.0.0", manifest, files) },
  });
  return new CopyTexts(memory, new PackageReader(memory, () => {}));
}
const has = (
  name: string,
  files: Folder,
  manifest: object = {},
  loaded: readonly string[] = [],
): boolean | null => textsOf(files, manifest).hasName(copy, name, loaded);

describe("a name of a copy", () => {
  it("is what the entry exports, where that can be read", () => {
    const files = { "index.js": "exports.a = 1; function b() {}" };
    expect(has("a", files)).toBe(true);
    expect(has("b", files)).toBe(false);
    expect(textsOf(files).hasName(copy, "b", [], "anywhere")).toBe(true);
  });

  it("is found through modules of the copy that the entry passes on", () => {
    const files = { "lib/main.js": "module.exports = require('./b')", "lib/b.js": "exports.a = 1" };
    expect(has("a", files, { main: "lib/main" })).toBe(true);
    expect(has("c", files, { main: "lib/main" })).toBe(false);
  });

  it("is found by either condition of exports", () => {
    const exports = { ".": { import: "./m.mjs", require: "./c.cjs" } };
    const files = { "m.mjs": "export const a = 1;", "c.cjs": "exports.b = 1" };
    expect(has("a", files, { exports })).toBe(true);
    expect(has("b", files, { exports })).toBe(true);
    expect(has("c", files, { exports })).toBe(false);
  });

  it("is a word of its files, where the exports cannot be read", () => {
    const files = {
      "index.js": "module.exports = make(require('./data.json'))",
      "data.json": json({ table: 1 }),
    };
    expect(has("table", files)).toBe(true);
    expect(has("tabl", files)).toBe(false);
    expect(has("make", files)).toBe(true);
    expect(has("rates", files)).toBe(false);
  });

  it("may be a member of the default export", () => {
    expect(has("a", { "index.mjs": "export default { a: 1 }" }, { main: "index.mjs" })).toBe(true);
    expect(has("b", { "index.mjs": "export default { a: 1 }" }, { main: "index.mjs" })).toBe(false);
  });

  it("is not looked for in packages inside of it, nor in its tests", () => {
    const files = {
      "index.js": "module.exports = make()",
      "node_modules/other/index.js": "exports.a = 1",
      "test/index.js": "rates.a()",
    };
    expect(has("a", files)).toBe(false);
  });
});

describe("a name that is not found is not known", () => {
  it.each<{ readonly what: string; readonly files: Folder; readonly manifest?: object }>([
    {
      what: "where the copy has a native file",
      files: { "index.js": "module.exports = load()", "build/a.node": "" },
    },
    {
      what: "where another package is passed on",
      files: { "index.js": "module.exports = require('other')" },
    },
    {
      what: "where another package is passed on whole",
      files: { "index.mjs": "export * from 'other'" },
      manifest: { main: "index.mjs" },
    },
    {
      what: "where a file is too large",
      files: { "index.js": "module.exports = make()", "b.js": " ".repeat(1024 * 1024 + 1) },
    },
    {
      what: "if it has too many files",
      files: Object.fromEntries(
        Array.from({ length: 400 }, (_, at) => [`${at}.js`, "module.exports = make()"]),
      ),
    },
  ])("$what", ({ files, manifest }) => expect(has("a", files, manifest)).toBeNull());

  it("where a module that was loaded makes its members at run time", () => {
    const files = { "index.js": "module.exports = new Proxy({}, {})" };
    expect(has("a", files, {}, [`${copy}/index.js`])).toBeNull();
  });
});

it("remembers its answers, and looks at several names at once", () => {
  const texts = textsOf({ "index.js": "exports.a = 1" });
  for (let again = 0; again < 2_000; again++) expect(texts.hasName(copy, "a", [])).toBe(true);
  const steps = texts.seeking(copy, ["a", "b"], []);
  expect(steps.next()).toEqual({
    done: true,
    value: new Map([
      ["a", true],
      ["b", false],
    ]),
  });
});

it("reads no more for an environment than it may", () => {
  const texts = textsOf(
    Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`${at}.js`, "module.exports = make()"])),
  );
  const answers = Array.from({ length: 10 }, (_, at) => texts.hasName(copy, `name${at}`, []));
  expect(answers.slice(0, 5)).toEqual([false, false, false, false, false]);
  expect(answers.slice(-2)).toEqual([null, null]);
});

it.each([
  ["a.b()", "b", true],
  ["a.bc()", "b", false],
  ["ab b$", "b", false],
  ["äb", "b", false],
  ["ab.b", "b", true],
  ["", "", false],
])("%s has the word %s: %s", (text, word, answer) => expect(hasWord(text, word)).toBe(answer));
