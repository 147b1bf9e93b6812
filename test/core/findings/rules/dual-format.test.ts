import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import type { How, JournalRecord } from "../../../../core/journal/records.ts";
import { analyse, findingsOf, got, thread } from "../../support/journal.ts";
import { type Folder, pkg, type Tree } from "../../support/tree.ts";

const at = "/var/task/node_modules";
const inFunction = (files: Folder): Tree => ({ function: { node_modules: files } });
const classes = "module.exports = class C {};";
/** `a` has an entry for each format; `b` asks for it. */
const packages = (manifest: object = {}, ofB: object = {}): Tree =>
  inFunction({
    a: pkg("a", "1.0.0", manifest, {
      "index.js": classes,
      "index.mjs": classes,
      "lib/x.mjs": "",
      "lib/x.cjs": "",
    }),
    b: pkg("b", "2.0.0", ofB),
  });

const byFunction = (file: string, how: How, specifier = "a"): JournalRecord =>
  got("/var/task/index.mjs", specifier, `${at}/a/${file}`, how);
const byB = (file: string, how: How, specifier = "a"): JournalRecord =>
  got(`${at}/b/index.js`, specifier, `${at}/a/${file}`, how);
const usesB = got("/var/task/index.mjs", "b", `${at}/b/index.js`, "import");

describe("graded", () => {
  test("code that got one uses a package that got the other: warning, both entries, and who asked", () => {
    const records = [byFunction("index.mjs", "import"), usesB, byB("index.js", "require")];
    expect(findingsOf("dual-format", packages(), records)).toMatchObject([
      {
        severity: "warning",
        package: "a",
        winner: { version: "1.0.0", path: `${at}/a` },
        loser: null,
        importer: null,
        evidence: {
          thread: 0,
          commonjs: { path: `${at}/a/index.js`, how: "require", importer: `${at}/b/index.js` },
          modules: { path: `${at}/a/index.mjs`, how: "import", importer: "/var/task/index.mjs" },
          metBy: { package: `${at}/b`, user: "/var/task" },
        },
      },
    ]);
  });

  test("a package that uses it declares it as a peer: warning", () => {
    const records = [
      byFunction("index.mjs", "import"),
      got("/opt/nodejs/load.js", "/var/task/node_modules/b/index.js", `${at}/b/index.js`),
      byB("index.js", "require"),
    ];
    expect(findingsOf("dual-format", packages({}, { peerDependencies: { a: "*" } }), records)).toMatchObject([
      { severity: "warning", evidence: { metBy: null, peerDeclarers: [{ package: "b" }] } },
    ]);
  });

  test("a peer of a package that got another copy: info", () => {
    const tree = packages({}, { peerDependencies: { a: "*" } });
    const another = got(`${at}/b/index.js`, "a", `${at}/b/node_modules/a/index.js`);
    const layers = got("/opt/nodejs/x.js", "../../var/task/node_modules/a", `${at}/a/index.js`);
    expect(
      findingsOf("dual-format", tree, [byFunction("index.mjs", "import"), usesB, another, layers]),
    ).toMatchObject([{ severity: "info", evidence: { peerDeclarers: [] } }]);
  });

  test("two that do not meet: info", () => {
    const records = [byFunction("index.mjs", "import"), byB("index.js", "require")];
    expect(findingsOf("dual-format", packages(), records)).toMatchObject([
      { severity: "info", evidence: { metBy: null } },
    ]);
  });

  test("the same code got both: warning", () => {
    const records = [byFunction("index.mjs", "import"), byFunction("lib/x.cjs", "require", "a/lib/x.cjs")];
    const [finding] = findingsOf("dual-format", packages(), records);
    expect(finding).toMatchObject({ severity: "warning" });
  });

  test("a package got both: warning where it asked in the same words, info where it chose two parts", () => {
    const imported = byB("index.mjs", "import");
    expect(findingsOf("dual-format", packages(), [imported, byB("index.js", "require")])).toMatchObject([
      { severity: "warning", evidence: { metBy: { package: `${at}/b`, user: `${at}/b` } } },
    ]);
    expect(
      findingsOf("dual-format", packages(), [imported, byB("lib/x.cjs", "require", "a/lib/x.cjs")]),
    ).toMatchObject([{ severity: "info", evidence: { metBy: null } }]);
  });

  test("grows when the two meet later", () => {
    const { see } = analyse(packages());
    const severities = (...records: JournalRecord[]): string[] =>
      see(...records)
        .findings.filter(({ code }) => code === "dual-format")
        .map(({ severity }) => severity);
    expect(severities(thread(), byFunction("index.mjs", "import"), byB("index.js", "require"))).toEqual([
      "info",
    ]);
    expect(severities(usesB)).toEqual(["warning"]);
  });
});

describe("two that meet and do no harm", () => {
  const meeting = [byFunction("index.mjs", "import"), usesB, byB("index.js", "require")];
  const of = (source: string): Tree =>
    inFunction({
      a: pkg("a", "1.0.0", {}, { "index.js": source, "index.mjs": source, "other.js": classes }),
      b: pkg("b", "2.0.0"),
    });

  test.each([
    ["no class and no registry", "exports.v4 = () => 1;", "stateless"],
    ["a class in a comment", "/**\n * class names\n */\nexports.v4 = 1; // why", "stateless"],
    ["a key in the global symbol registry", `globalThis[Symbol.for("A.js.api.1")] ??= class {};`, "global"],
    ["Node's key in it", `x[Symbol.for("nodejs.util.inspect.custom")] = class {};`, null],
    ["a class", "exports.C = class {}", null],
    ["a class of old", "C.prototype.x = 1", null],
    ["a registry", "const all = new Map();", null],
    ["a weak one", "const all = new WeakSet();", null],
  ])("%s", (_, source, harmless) => {
    const [finding] = findingsOf("dual-format", of(source), meeting);
    expect(finding).toMatchObject({
      severity: harmless === null ? "warning" : "info",
      evidence: { harmless },
    });
    expect(finding && fixOf(finding).startsWith("Nothing to do")).toBe(harmless !== null);
    expect(finding && messageOf(finding)).not.toContain(harmless === null ? "no registry" : "instanceof");
  });

  test("but not once a module with a class was loaded from it", () => {
    const { see } = analyse(of("exports.v4 = 1"));
    see(thread(), ...meeting);
    const { findings } = see(byB("other.js", "require", "a/other"));
    expect(findings).toMatchObject([{ code: "dual-format", severity: "warning" }]);
  });

  test("nor where more was loaded than is read", () => {
    const modules = Array.from({ length: 20 }, (_, index) => byB(`${index}.js`, "require", `a/${index}`));
    const files = Object.fromEntries(modules.map((_, index) => [`node_modules/a/${index}.js`, ""]));
    const { function: task } = of("");
    expect(
      findingsOf("dual-format", { function: { ...task, ...files } }, [...meeting, ...modules]),
    ).toMatchObject([{ severity: "warning", evidence: { harmless: null } }]);
  });
});

test.each([
  ["an extension", {}, "lib/x.cjs", "lib/x.mjs"],
  ["the package's type", { type: "module" }, "lib/x.cjs", "index.js"],
  ["the type of a nearer folder", { type: "module" }, "cjs/x.js", "index.js"],
])("the format follows %s", (_, manifest, commonjs, modules) => {
  const tree = inFunction({
    a: pkg("a", "1.0.0", manifest, { "cjs/package.json": '{"type":"commonjs"}', "cjs/x.js": "" }),
    b: pkg("b", "2.0.0"),
  });
  const records = [byFunction(modules, "import"), byB(commonjs, "require")];
  expect(findingsOf("dual-format", tree, records)).toMatchObject([
    { evidence: { commonjs: { path: `${at}/a/${commonjs}` }, modules: { path: `${at}/a/${modules}` } } },
  ]);
});

describe("silent", () => {
  const wrapper = got(`${at}/a/index.mjs`, "./index.js", `${at}/a/index.js`, "import");
  const reverse = got(`${at}/a/index.js`, "./index.mjs", `${at}/a/index.mjs`, "require");
  test.each<[string, readonly JournalRecord[]]>([
    ["one format", [byFunction("index.mjs", "import"), byB("lib/x.mjs", "require")]],
    [
      "an ES module that wraps CommonJS",
      [byFunction("index.mjs", "import"), wrapper, byB("index.js", "require")],
    ],
    [
      "CommonJS that wraps an ES module",
      [byFunction("index.mjs", "import"), byB("index.js", "require"), reverse],
    ],
    ["the other format entered from inside only", [byFunction("index.mjs", "import"), wrapper]],
    [
      "a format that was only looked up",
      [byFunction("index.mjs", "import"), byB("index.js", "require.resolve")],
    ],
    [
      "its package.json",
      [byFunction("index.mjs", "import"), byB("package.json", "require", "a/package.json")],
    ],
    [
      "two threads",
      [byFunction("index.mjs", "import"), { ...byB("index.js", "require"), thread: 1 } as JournalRecord],
    ],
    [
      "a new process under an old thread's number",
      [byFunction("index.mjs", "import"), thread({ pid: 9 }), byB("index.js", "require")],
    ],
    [
      "the function's own code",
      [
        got("/var/runtime/x.mjs", "/var/task/x.mjs", "/var/task/x.mjs", "import"),
        got("/opt/y.js", "/var/task/z", "/var/task/z.js"),
      ],
    ],
  ])("about %s", (_, records) => expect(findingsOf("dual-format", packages(), records)).toEqual([]));

  test.each(["export default 1;", 'import x from "y";', 'import "y";', "export { a } from './a.js';"])(
    "about a file without a declared format that holds %s",
    (source) => {
      const tree = inFunction({
        a: pkg("a", "1.0.0", {}, { "other.js": `// why\n${source}` }),
        b: pkg("b", "2.0.0"),
      });
      const records = [byFunction("index.mjs", "import"), byB("other.js", "import", "a/other.js")];
      expect(findingsOf("dual-format", tree, records)).toEqual([]);
    },
  );
});

test("the text names the copy, both entries and who minds", () => {
  const records = [byFunction("index.mjs", "import"), usesB, byB("index.js", "require")];
  const [finding] = findingsOf("dual-format", packages({}, { peerDependencies: { a: "*" } }), records);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    [
      "a@1.0.0 in the function (/var/task/node_modules/a) runs twice in one process: as CommonJS",
      "(index.js, required by /var/task/node_modules/b/index.js) and as ES modules",
      "(index.mjs, imported by /var/task/index.mjs). The two share no classes (instanceof), singletons or",
      "registries. b@2.0.0 expects to share one copy with the code that uses it.",
    ].join(" "),
  );
});

describe("the fix", () => {
  const exported = { exports: { ".": { import: "./index.mjs", require: "./index.js" } } };
  const byScript = got("/var/task/index.js", "a", `${at}/a/index.js`);
  const layers = got("/opt/nodejs/node_modules/c/index.js", "../a", `${at}/a/index.js`);
  test.each<[string, object, readonly JournalRecord[], string]>([
    [
      "own code that imports ES modules asks for CommonJS",
      exported,
      [byFunction("index.mjs", "import"), byB("index.js", "require")],
      'In /var/task/index.mjs, load a as CommonJS: `createRequire(import.meta.url)("a")`, where ' +
        'createRequire is of "node:module".',
    ],
    [
      "own code that requires an ES module asks for what the others asked",
      exported,
      [got("/var/task/index.js", "a/lib/x.mjs", `${at}/a/lib/x.mjs`), byB("index.js", "require")],
      'In /var/task/index.js, load a as CommonJS: `require("a")`.',
    ],
    [
      "own code whose import gets CommonJS asks for the ES module next to it",
      {},
      [byFunction("index.js", "import"), byB("lib/x.mjs", "import", "a/lib/x.mjs")],
      'In /var/task/index.mjs, load a as ES modules: import it from "a/index.mjs".',
    ],
    [
      "own code that requires CommonJS becomes an ES module",
      exported,
      [byScript, byB("index.mjs", "import")],
      'In /var/task/index.js, load a as ES modules: rename the file to .mjs and import from "a", or use ' +
        '`await import("a")`.',
    ],
    [
      "of two packages is a bundle",
      exported,
      [layers, byB("index.mjs", "import")],
      "Bundle the code that uses a, so that all of it gets one copy: `esbuild <entry> --bundle " +
        "--platform=node --alias:a=/var/task/node_modules/a --outfile=<file>`.",
    ],
  ])("%s", (_, manifest, records, fix) => {
    const [finding] = findingsOf("dual-format", packages(manifest), records);
    expect(finding && fixOf(finding)).toBe(fix);
  });
});
