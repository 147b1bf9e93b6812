import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { observe, only } from "../support/observed-process.ts";

describe("where the shim observes", () => {
  it("is the process the wrapper started, whose environment does not show it", () => {
    const seen = observe({ "main.js": "console.log('OUTCROP_ATTACH' in process.env)" }, "main.js");
    expect(seen.stdout).toBe("false\n");
    expect(only(seen.records, "thread")).toMatchObject([
      { thread: 0, node: process.version, arch: process.arch, abi: process.versions.modules },
    ]);
  });

  it("is not another process", () => {
    expect(
      observe({ "main.js": "require('./b')", "b.js": "" }, "main.js", { attached: false }).records,
    ).toEqual([]);
  });

  it("is not a child process, however it is started", () => {
    const main = `
      const { fork, spawnSync } = require('node:child_process');
      spawnSync(process.execPath, [...process.execArgv, './child.js'], { stdio: 'inherit' });
      fork('./child.js');`;
    const seen = observe(
      {
        "main.js": main,
        "child.js": "require('./grandchild'); console.log(process.env.OUTCROP_ATTACH)",
        "grandchild.js": "",
      },
      "main.js",
    );
    expect(seen.stdout).toBe("undefined\nundefined\n");
    expect(only(seen.records, "thread")).toHaveLength(1);
    expect(JSON.stringify(seen.records)).not.toContain("child.js");
  });

  it("is nowhere while no one reads", () => {
    const seen = observe(
      { "main.js": "console.log(require('./b'))", "b.js": "module.exports = 1" },
      "main.js",
      { journal: false },
    );
    expect([seen.stdout, seen.stderr, seen.status]).toEqual(["1\n", "", 0]);
  });

  it("is nowhere on a Node without registerHooks", () => {
    const seen = observe(
      { "old.cjs": "delete require('node:module').registerHooks", "main.js": "console.log(1)" },
      "main.js",
      {
        before: ["--require", "./old.cjs"],
      },
    );
    expect([seen.stdout, seen.stderr, seen.status]).toEqual(["1\n", "", 0]);
    expect(seen.records).toEqual([]);
  });

  it("survives an environment where everything it uses is frozen or gone", () => {
    const main = `
      Object.freeze(Error); Object.freeze(Array.prototype); Object.freeze(Object.prototype);
      JSON.stringify = JSON.parse = performance.now = () => { throw new Error('patched') };
      require('node:fs').writeSync = () => { throw new Error('patched') };
      require('./b'); try { require('nowhere') } catch (e) { console.log(e.code) }`;
    const seen = observe({ "main.js": main, "b.js": "" }, "main.js");
    expect([seen.stdout, seen.stderr, seen.status]).toEqual(["MODULE_NOT_FOUND\n", "", 0]);
    expect(only(seen.records, "resolution").some(({ path }) => path.endsWith("/b.js"))).toBe(true);
  });

  it.each([
    ["throws", "globalThis.Promise = class { constructor() { throw new Error('not mine') } }"],
    ["is missing", "globalThis.Promise = undefined"],
    [
      "hides Node's own",
      "Object.defineProperty(Promise.prototype, 'constructor', { get() { throw new Error('not mine') } })",
    ],
  ])("goes on where another preload left a Promise that %s", (_, preload) => {
    const seen = observe(
      { "before.cjs": preload, "main.js": "console.log(require('./b'))", "b.js": "module.exports = 1" },
      "main.js",
      {
        before: ["--require", "./before.cjs"],
      },
    );
    expect([seen.stdout, seen.stderr, seen.status]).toEqual(["1\n", "", 0]);
    expect(only(seen.records, "resolution").some(({ path }) => path.endsWith("/b.js"))).toBe(true);
  });

  it("brings no dependency, and passes no hook of others on its way to Node's own modules", () => {
    const bundle = readFileSync("dist/layer/outcrop/shim.cjs", "utf8");
    expect(bundle).toContain('("node:fs")');
    expect(bundle).not.toMatch(/\b(require|import)\(/);
  });
});
