import { describe, expect, it } from "vitest";
import { loadsOf, observe, only, resolutionsOf } from "../support/observed-process.ts";

const packageOf = (name: string, extra: object = {}): string =>
  JSON.stringify({ name, version: "1.0.0", ...extra });

const files = {
  "node_modules/a/package.json": packageOf("a"),
  "node_modules/a/index.js": "module.exports = require('./inner');",
  "node_modules/a/inner.js": "module.exports = 'a';",
  "node_modules/esm/package.json": packageOf("esm", { type: "module", exports: "./main.js" }),
  "node_modules/esm/main.js": "export default 'esm';",
};

describe("the shim's record of resolutions", () => {
  it("holds each module of a CommonJS graph once, with importer and specifier", () => {
    const seen = observe(
      {
        ...files,
        "main.js": "require('a'); require('a'); require('./lib/local'); require('node:fs');",
        "lib/local.js": "require('a')",
      },
      "main.js",
    );
    expect(seen.status).toBe(0);
    expect(resolutionsOf(seen)).toEqual([
      "require /main.js -> /main.js",
      "require a -> /node_modules/a/index.js",
      "require ./inner -> /node_modules/a/inner.js",
      "require ./lib/local -> /lib/local.js",
      // A bare specifier from another folder is another edge, though the module is known.
      "require a -> /node_modules/a/index.js",
    ]);
    expect(
      only(seen.records, "resolution").map(({ importer }) => importer?.replace(seen.folder, "") ?? null),
    ).toEqual([null, "/main.js", "/node_modules/a/index.js", "/main.js", "/lib/local.js"]);
  });

  it("holds static and dynamic imports, and requires below them", () => {
    const main = "import 'esm'; import a from 'a'; await import('./lazy.mjs?version=2'); console.log(a);";
    const seen = observe({ ...files, "main.mjs": main, "lazy.mjs": "import 'esm'" }, "main.mjs");
    expect(seen.stdout).toBe("a\n");
    expect(resolutionsOf(seen)).toEqual(
      expect.arrayContaining([
        "import esm -> /node_modules/esm/main.js",
        "import a -> /node_modules/a/index.js",
        "require ./inner -> /node_modules/a/inner.js",
        "import ./lazy.mjs?version=2 -> /lazy.mjs",
      ]),
    );
  });

  it("separates what was only resolved from what was loaded", () => {
    const main = "console.log(require.resolve('a')); require('./b'); require('a'); require.resolve('./c');";
    const seen = observe({ ...files, "main.js": main, "b.js": "", "c.js": "" }, "main.js");
    expect(seen.stdout).toBe(`${seen.folder}/node_modules/a/index.js\n`);
    expect(loadsOf(seen)).toEqual([
      "/main.js",
      "/b.js",
      "/node_modules/a/index.js",
      "/node_modules/a/inner.js",
    ]);
    expect(only(seen.records, "resolution").some(({ path }) => path.endsWith("/c.js"))).toBe(true);
  });

  it.each([
    "const { resolve } = require; resolve('./b'); resolve('a')",
    "require.resolve.call(null, './b'); require.resolve.apply(1, ['a'])",
    "const o = { find: require.resolve }; o.find('./b'); o.find('a')",
    "['./b', 'a'].map((id) => require.resolve(id))",
    `const { createRequire } = require('node:module'); createRequire(__filename).resolve('./b');
      createRequire(__filename).resolve('a')`,
    "require.resolve('./b', { paths: [__dirname] }); require.resolve('a', {})",
    "new (class { resolve = require.resolve })().resolve('./b'); " +
      "module.constructor.createRequire(__filename).resolve('a')",
  ])("takes no spelling of require.resolve for a load: %s", (main) => {
    const seen = observe({ ...files, "main.js": `${main};`, "b.js": "" }, "main.js");
    expect(seen.stderr).toBe("");
    expect(loadsOf(seen)).toEqual(["/main.js"]);
    expect(only(seen.records, "resolution").map(({ path }) => path.replace(seen.folder, ""))).toEqual(
      expect.arrayContaining(["/b.js", "/node_modules/a/index.js"]),
    );
  });

  it("holds each resolution of an imported CommonJS file once, with its importer", () => {
    const seen = observe(
      { ...files, "main.mjs": "import './b.cjs'; import 'a';", "b.cjs": "require('./c.cjs')", "c.cjs": "" },
      "main.mjs",
    );
    expect(resolutionsOf(seen).toSorted()).toEqual([
      "import ./b.cjs -> /b.cjs",
      "import a -> /node_modules/a/index.js",
      expect.stringMatching(/^import .*main\.mjs -> \/main\.mjs$/),
      "require ./c.cjs -> /c.cjs",
      "require ./inner -> /node_modules/a/inner.js",
    ]);
    expect(only(seen.records, "resolution").filter(({ importer }) => importer === null)).toHaveLength(1);
  });

  it("observes worker threads whichever way the function comes to node:worker_threads", () => {
    const worker = "new (WT.Worker)('./worker.js')";
    for (const [name, main] of [
      ["main.cjs", `const WT = require('worker_threads'); ${worker}`],
      ["main.mjs", `import * as WT from 'node:worker_threads'; ${worker}`],
      ["main.cjs", `import('worker_threads').then((WT) => { ${worker} })`],
    ] as const) {
      const seen = observe({ ...files, [name]: main, "worker.js": "require('a')" }, name);
      expect(only(seen.records, "thread").map(({ thread }) => thread)).toEqual([0, 1]);
    }
  });

  it("counts what ran and is gone: a module that threw, and one the function took out of the cache", () => {
    const main = `try { require('./bad') } catch {} require('./once');
        delete require.cache[require.resolve('./once')];
        require('./good')`;
    const seen = observe({ "main.js": main, "bad.js": "throw 1", "once.js": "", "good.js": "" }, "main.js");
    expect(loadsOf(seen)).toEqual(["/main.js", "/bad.js", "/once.js", "/good.js"]);
  });

  it("holds what failed, with the error's code, and hands the error on", () => {
    const main = `for (const f of [require, require.resolve]) try { f('nowhere') }
        catch (e) { console.log(e.code) }
        import('no/where').catch((e) => console.log(e.code))`;
    const seen = observe({ "main.js": main }, "main.js");
    expect(seen.stdout).toBe("MODULE_NOT_FOUND\nMODULE_NOT_FOUND\nERR_MODULE_NOT_FOUND\n");
    expect(only(seen.records, "unresolved").map(({ specifier, code }) => `${specifier} ${code}`)).toEqual(
      expect.arrayContaining(["nowhere MODULE_NOT_FOUND", "no/where ERR_MODULE_NOT_FOUND"]),
    );
  });

  it("holds what another preload brought in before it", () => {
    const seen = observe({ ...files, "first.cjs": "require('a')", "main.js": "" }, "main.js", {
      before: ["--require", "./first.cjs"],
    });
    expect(resolutionsOf(seen)).toEqual(
      expect.arrayContaining([
        "preloaded /first.cjs -> /first.cjs",
        "preloaded /node_modules/a/inner.js -> /node_modules/a/inner.js",
      ]),
    );
    expect(resolutionsOf(seen).join()).not.toContain("shim.cjs");
  });

  it("holds what worker threads load, under their own number", () => {
    const main = "const { Worker } = require('node:worker_threads'); new Worker('./worker.js')";
    const seen = observe({ ...files, "main.js": main, "worker.js": "require('a')" }, "main.js");
    const threads = new Set(
      only(seen.records, "resolution").map(
        ({ thread, path }) => `${thread} ${path.replace(seen.folder, "")}`,
      ),
    );
    expect(threads).toContain("1 /node_modules/a/index.js");
    expect(only(seen.records, "thread").map(({ thread }) => thread)).toEqual([0, 1]);
  });

  it("goes on next to an asynchronous loader, whose thread runs preloads too", () => {
    const loader =
      "export async function resolve(specifier, context, next) { return next(specifier, context) }";
    const main = `import { register } from 'node:module'; register('./loader.mjs', import.meta.url);
        const { default: d } = await import('esm'); console.log(d)`;
    const seen = observe({ ...files, "loader.mjs": loader, "main.mjs": main }, "main.mjs", {
      after: ["--no-deprecation"],
    });
    expect(seen.stderr).toBe("");
    expect(seen.stdout).toBe("esm\n");
    expect(resolutionsOf(seen)).toContain("import esm -> /node_modules/esm/main.js");
  });

  it("stops at its limit and says so", () => {
    const main = `for (let i = 0; i < 120; i++) try {
          require('x'.repeat(1000) + i + '/' + '\\u0001'.repeat(3000)) }
        catch {}`;
    const seen = observe(
      {
        "main.js": `for (let round = 0; round < 400; round++) {
            const i0 = round; ${main.replace("+ i +", "+ i + '-' + i0 +")} }`,
      },
      "main.js",
    );
    expect(seen.status).toBe(0);
    expect(seen.records.at(-1)?.tag).toBe("full");
  });
});
