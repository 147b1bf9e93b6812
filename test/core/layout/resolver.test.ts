/**
 * Real Node is asked the same: the cases that were written by hand, and layouts made from seeds. What it
 * loads is replaced by nothing, so only its resolution is compared, with the codes of its errors.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseNodePath } from "../../../core/layout/candidates.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { type Question, type Resolved, Resolver } from "../../../core/layout/resolver.ts";
import { LAMBDA_NODE_PATH } from "../support/journal.ts";
import { json, MemoryFiles, type Node, type Tree, writeTree } from "../support/tree.ts";
import { resolutionCases } from "./resolution-cases.ts";

const ask = `
const Module = require("node:module");
const { pathToFileURL, fileURLToPath } = require("node:url");
let asked = null;
Module.registerHooks({
  resolve(specifier, context, next) {
    if (asked === null || specifier !== asked.specifier) return next(specifier, context);
    const { importer } = asked;
    asked = null;
    const found = next(specifier, { ...context, parentURL: pathToFileURL(importer).href });
    throw Object.assign(new Error(), { found: found.url });
  },
});
const plain = (url) => (url.startsWith("file:") ? fileURLToPath(url) : url);
(async () => {
  const answers = [];
  for (const question of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) {
    const { importer, specifier, how, nodePath, paths } = question;
    process.env.NODE_PATH = nodePath;
    Module._initPaths();
    try {
      if (how === "require") answers.push(Module.createRequire(importer).resolve(specifier, paths && { paths }));
      else {
        asked = question;
        await import(specifier);
      }
    } catch (error) { answers.push(error.found ? plain(error.found) : (error.code ?? error.name)); }
  }
  console.log(JSON.stringify(answers));
})();`;

interface Asked extends Question {
  readonly tree: Tree;
  readonly nodePath: string;
}

let stage: string;
beforeAll(() => {
  stage = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-resolver-")));
});
afterAll(() => rmSync(stage, { recursive: true, force: true }));

/** Node's answers: a path as seen from the tree's root, a built-in's name, or an error's code. */
function answersOfNode(asked: readonly Asked[], group: string): readonly string[] {
  const roots = new Map<Tree, string>();
  const questions = asked.map(({ tree, importer, specifier, how, nodePath, paths }) => {
    const root = roots.get(tree) ?? join(stage, `${group}-${roots.size}`);
    if (!roots.has(tree)) writeTree(tree, root);
    roots.set(tree, root);
    const path = nodePath.split(":").map((entry) => (entry.startsWith("/") ? root + entry : entry));
    const starts = paths?.map((start) => root + start);
    return { importer: root + importer, specifier, how, nodePath: path.join(":"), paths: starts };
  });
  const output = execFileSync(process.execPath, ["-e", ask], {
    input: JSON.stringify(questions),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
  });
  const answers = JSON.parse(output) as string[];
  return answers.map((answer, index) => {
    const root = roots.get(asked[index]?.tree ?? {}) ?? "";
    return answer.startsWith(`${root}/`) ? answer.slice(root.length) : answer.replace(/^node:/, "");
  });
}

function ours({ tree, nodePath, how, ...question }: Asked): string {
  const files = new MemoryFiles(tree);
  const resolver = new Resolver({
    files,
    packages: new PackageReader(files, () => {}),
    // Stock Node does not let an import search NODE_PATH.
    nodePath: how === "import" ? [] : parseNodePath(nodePath),
    requireEsm: true,
    conditions: [],
    isBuiltIn: isBuiltin,
  });
  return textOf(resolver.resolve({ ...question, how }));
}

function textOf(resolved: Resolved): string {
  if (resolved.kind === "file") return resolved.path;
  if (resolved.kind === "built-in") return resolved.name.slice("node:".length);
  return resolved.kind === "error" ? resolved.code : "address";
}

describe("the cases written by hand", () => {
  it("lead where Node goes", () => {
    const asked = resolutionCases.flatMap(({ tree, importer, specifier, how, nodePath }) =>
      how === "require" || how === "import"
        ? [{ tree, importer, specifier, how, nodePath: nodePath ?? LAMBDA_NODE_PATH }]
        : [],
    );
    const answers = answersOfNode(asked, "cases");
    const differing = asked.flatMap((each, index) =>
      ours(each) === answers[index] ? [] : [{ ...each, node: answers[index], ours: ours(each) }],
    );
    expect(differing).toEqual([]);
    expect(asked.length).toBeGreaterThan(60);
  });
});

describe("layouts made from seeds", () => {
  it("lead where Node goes", () => {
    const asked = fc.sample(layouts, { numRuns: 400, seed: 20_261_130 }).flat();
    const answers = answersOfNode(asked, "seeds");
    const differing = asked.flatMap((each, index) =>
      ours(each) === answers[index] ? [] : [{ ...each, node: answers[index], ours: ours(each) }],
    );
    expect(differing.slice(0, 3)).toEqual([]);
    const found = answers.filter((answer) => answer.startsWith("/"));
    expect(found.length).toBeGreaterThan(asked.length / 10);
    expect(new Set(answers.filter((answer) => /^[A-Z_]+$/.test(answer))).size).toBeGreaterThan(4);
  });
});

describe("folders that require.resolve begins at", () => {
  it("lead where Node goes", () => {
    const start = fc.constantFrom("/app", "/app/src", "/app/node_modules", "/app/src/lib", "/elsewhere", "/");
    const asked = fc
      .sample(fc.tuple(layouts, fc.array(start, { maxLength: 3 })), { numRuns: 200, seed: 20_261_130 })
      .flatMap(([all, paths]) => all.map((each): Asked => ({ ...each, how: "require", paths })));
    const answers = answersOfNode(asked, "starts");
    const differing = asked.flatMap((each, index) =>
      ours(each) === answers[index] ? [] : [{ ...each, node: answers[index], ours: ours(each) }],
    );
    expect(differing.slice(0, 3)).toEqual([]);
    expect(answers.filter((answer) => answer.startsWith("/")).length).toBeGreaterThan(asked.length / 20);
  });
});

const name = fc.constantFrom("a", "b", "@s/c");
const file = fc.constantFrom(
  "index.js",
  "main.js",
  "lib/x.js",
  "lib/index.js",
  "x.mjs",
  "y.cjs",
  "z.json",
  "x",
);
const target: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    file.map((path) => `./${path}`),
    fc.constantFrom("./lib/*.js", "./absent.js", "../out.js", "x.js", null),
    fc.dictionary(
      fc.constantFrom("import", "require", "default", "node", "browser", "module-sync"),
      tie("any"),
      { maxKeys: 3 },
    ),
    fc.array(tie("any"), { maxLength: 2 }),
  ),
})).any;
const exportsField = fc.oneof(
  target,
  fc.dictionary(fc.constantFrom(".", "./x", "./lib/*", "./lib/x.js", "./*", "./lib/*.js"), target, {
    minKeys: 1,
    maxKeys: 3,
  }),
);
const manifest = fc.record(
  {
    name,
    main: fc.constantFrom("main.js", "./lib", "lib/x", "absent.js", "index"),
    type: fc.constantFrom("module", "commonjs"),
    exports: exportsField,
    imports: fc.dictionary(
      fc.constantFrom("#x", "#lib/*"),
      fc.oneof(target, fc.constantFrom("a", "b/x", "fs")),
      {
        maxKeys: 2,
      },
    ),
  },
  { requiredKeys: ["name"] },
);
const copy = fc.record({ manifest: fc.option(manifest), files: fc.uniqueArray(file, { maxLength: 5 }) });
const folders = ["/app/node_modules", "/app/src/node_modules", "/path", "/node_modules"];
const copies = fc.array(fc.tuple(fc.constantFrom(...folders), name, copy), { minLength: 1, maxLength: 6 });
const specifier = fc.oneof(
  name,
  fc
    .tuple(name, fc.constantFrom("x", "lib", "lib/x", "lib/x.js", "main.js", "package.json", "z", "lib/"))
    .map(([each, subpath]) => `${each}/${subpath}`),
  fc.constantFrom("./own", "./own.js", "./lib", "./lib/", "..", ".", "#x", "#lib/x", "fs", "node:fs"),
  fc.constantFrom("./own.js?query", "./absent", "@s", "a\\b", "a%2fb"),
);

const layouts = fc
  .tuple(
    copies,
    fc.option(manifest),
    fc.array(fc.tuple(specifier, fc.constantFrom("require", "import")), {
      minLength: 4,
      maxLength: 8,
    }),
  )
  .map(([placed, own, questions]): readonly Asked[] => {
    const elsewhere: Record<string, Node> = {
      "/app/src/importer.mjs": "",
      "/app/src/own.js": "",
      "/app/src/lib/index.js": "",
      ...(own === null ? {} : { "/app/package.json": json(own) }),
    };
    for (const [folder, each, { manifest, files }] of placed) {
      if (manifest !== null) elsewhere[`${folder}/${each}/package.json`] = json(manifest);
      for (const path of files) elsewhere[`${folder}/${each}/${path}`] = "";
    }
    const tree: Tree = { elsewhere };
    return questions.map(([each, how]) => ({
      tree,
      importer: "/app/src/importer.mjs",
      specifier: each,
      how,
      nodePath: "/path",
    }));
  });
