import { readdirSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import { describe, expect, it } from "vitest";
import { observe, only } from "../support/observed-process.ts";

/** A native addon that some development dependency brought for this machine. */
function realAddon(): string {
  const name = readdirSync("node_modules", { recursive: true, encoding: "utf8" }).find((path) =>
    path.endsWith(".node"),
  );
  if (name === undefined) throw new Error("no native addon in node_modules");
  return realpathSync(`node_modules/${name}`);
}

describe("the shim's record of native loads", () => {
  it("holds the start before the load and the end after it", () => {
    const addon = realAddon();
    const seen = observe({ "main.js": `console.log(typeof require(${JSON.stringify(addon)}))` }, "main.js");
    expect(seen.stdout).toBe("object\n");
    expect(seen.records.filter(({ tag }) => tag.startsWith("native"))).toEqual([
      { tag: "native-start", thread: 0, path: addon },
      { tag: "native-end", thread: 0, path: addon, code: null, message: null },
    ]);
  });

  it("holds a failure with the loader's text, and hands the same error on", () => {
    const main =
      "try { require('./bad.node') } catch (e) { console.log(e.code, e.message); console.log(e.stack) }";
    const files = { "main.js": main, "bad.node": "MZ this is not an ELF file" };
    const seen = observe(files, "main.js");
    const [end] = only(seen.records, "native-end");
    expect(end).toMatchObject({ path: `${seen.folder}/bad.node`, code: "ERR_DLOPEN_FAILED" });
    expect(end?.message).toMatch(/bad\.node: (invalid ELF header|file too short)$/);
    expect(seen.stdout).toContain(`ERR_DLOPEN_FAILED ${end?.message}`);
    expect(seen.stdout).not.toContain("shim.cjs");
  });

  const withFfi = isBuiltin("node:ffi") ? [process.version] : [];
  it.each(withFfi)(
    "on %s holds no library that node:ffi opens, and does not load that module for a program that has not",
    () => {
      const loaded = "process.moduleLoadList.filter((name) => /\\bffi$/.test(name)).length";
      const quiet = observe({ "main.js": `console.log(${loaded})` }, "main.js");
      expect([quiet.stdout, quiet.stderr]).toEqual(["0\n", ""]);

      const opening = "require('node:ffi').dlopen('libm.so.6', {}); console.log('open')";
      const seen = observe({ "main.js": opening }, "main.js");
      expect(seen.stdout).toBe("open\n");
      expect(seen.records.filter(({ tag }) => tag.startsWith("native"))).toEqual([]);
    },
  );

  it("holds the start of a load that the process does not survive", () => {
    // Another preload acts as the file that kills: it is called last, as Node's own dlopen would be.
    const killer = "process.dlopen = () => process.kill(process.pid, 'SIGKILL')";
    const seen = observe(
      { "main.js": "require('./die.node')", "die.node": "", "killer.cjs": killer },
      "main.js",
      {
        before: ["--require", "./killer.cjs"],
      },
    );
    expect(seen.signal).toBe("SIGKILL");
    expect(seen.records.at(-1)).toEqual({ tag: "native-start", thread: 0, path: `${seen.folder}/die.node` });
  });
});
