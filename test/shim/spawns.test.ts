import { describe, expect, it } from "vitest";
import { observe, only } from "../support/observed-process.ts";

/** A file that no machine runs: execvp hands it to /bin/sh, which fails on it. */
const foreign = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...Array(40).fill(0xff)]);
const make = "require('node:fs').chmodSync('./program', 0o755); const cp = require('node:child_process');";

const spawnsOf = (main: string, options = {}) => {
  const seen = observe({ "main.js": `${make} ${main}`, program: foreign }, "main.js", options);
  return { ...seen, spawns: only(seen.records, "spawn") };
};

describe("the shim's record of programs", () => {
  it.each([
    ["spawn", "cp.spawn('./program')"],
    ["execFile", "cp.execFile('./program', () => {})"],
    ["spawnSync", "cp.spawnSync('./program')"],
    ["execFileSync", "try { cp.execFileSync('./program', { stdio: 'ignore' }) } catch {}"],
  ])("holds one that could not be run, started by %s", (_, main) => {
    const { spawns } = spawnsOf(main);
    expect(spawns).toHaveLength(1);
    expect(spawns[0]).toMatchObject({ file: "./program", signal: null });
    expect([126, 127, 2]).toContain(spawns[0]?.code);
  });

  it("holds an errno, and a signal that no one sends", () => {
    const { spawns } = spawnsOf("cp.spawnSync('./missing'); cp.spawnSync('sh', ['-c', 'kill -SEGV $$'])");
    expect(spawns).toMatchObject([
      { thread: 0, file: "./missing", command: null, code: -2, signal: null },
      { thread: 0, file: "sh", command: "kill", code: null, signal: "SIGSEGV" },
    ]);
  });

  it.each([
    ["spawn", "cp.spawn('./program', [], own)"],
    ["spawnSync", "cp.spawnSync('./program', [], own)"],
    ["execFile", "cp.execFile('./program', own, () => {})"],
  ])("holds the child's own PATH and folder, of %s", (_, main) => {
    const seen = spawnsOf(
      `const fs = require('node:fs'); fs.mkdirSync('in'); fs.renameSync('program', 'in/program');
      const env = { PATH: '/nowhere:/opt/bin', SECRET: 'hidden4111' };
      const own = { cwd: process.cwd() + '/in', env }; ${main}`,
    );
    expect(seen.spawns).toMatchObject([
      { file: "./program", searchPath: "/nowhere:/opt/bin", cwd: `${seen.folder}/in` },
    ]);
    expect(JSON.stringify(seen.records)).not.toContain("hidden4111");
  });

  it("holds this process's folder, and no PATH where the child has none", () => {
    const seen = spawnsOf("cp.spawnSync('./missing', { env: {} })");
    expect(seen.spawns).toMatchObject([{ searchPath: null, cwd: seen.folder }]);
  });

  it.each([
    ["tool --key hidden4111", "tool"],
    ["  /opt/bin/tool 2>&1", "/opt/bin/tool"],
    ["'./my-tool' x", "./my-tool"],
    ["cd / && tool", null],
    ["true; tool", null],
    ["true | tool", null],
    ["tool $(cat key)", null],
    ["KEY=hidden4111 tool", null],
  ])("holds of a shell's command %j the program %j and nothing more", (command, program) => {
    const main = `try { cp.execSync(${JSON.stringify(command)}, { stdio: 'ignore', env: {} }) } catch {}
      cp.exec(${JSON.stringify(`${command} hidden4111`)}, { env: {} }, () => {})`;
    const { spawns, records } = spawnsOf(main);
    expect(spawns).toMatchObject([{ file: "/bin/sh", command: program, code: 127 }]);
    expect(JSON.stringify(records)).not.toContain("hidden4111");
  });

  it("holds nothing of programs that end well, are killed, or fail by themselves", () => {
    const { spawns } = spawnsOf(
      "for (const command of ['true', 'exit 1', 'kill -TERM $$']) cp.spawnSync('sh', ['-c', command])",
    );
    expect(spawns).toEqual([]);
  });

  it("leaves a child as Node made it", () => {
    const main = "const c = cp.spawn('./program'); console.log(Object.keys(c._handle).includes('spawn'))";
    expect(spawnsOf(main).stdout).toBe("false\n");
  });

  it("holds the same ending once", () => {
    expect(spawnsOf("for (let i = 0; i < 5; i++) cp.spawnSync('./program')").spawns).toHaveLength(1);
  });

  it("gives the caller what it would have got, and prints nothing", () => {
    const main = `const { status, signal, error } = cp.spawnSync('sh', ['-c', 'exit 2']);
        console.log(status, signal, error)`;
    for (const before of [[], ["--pending-deprecation"]]) {
      const { stdout, stderr } = spawnsOf(main, { before });
      expect([stdout, stderr]).toEqual(["2 null undefined\n", ""]);
    }
  });
});
