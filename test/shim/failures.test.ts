import { describe, expect, it } from "vitest";
import { observe, only } from "../support/observed-process.ts";

describe("the shim's record of failures", () => {
  it("holds where an uncaught error came from, and not what it says", () => {
    const main =
      "function deep() { throw Object.assign(new TypeError('card hidden4111 1111\\n    at fake " +
      "(/etc/passwd:1:1)'), { code: 'E_CARD' }) }\ndeep();";
    const seen = observe({ "main.js": main }, "main.js");
    expect(seen.status).toBe(1);
    expect(seen.stderr).toContain("TypeError: card hidden4111 1111");
    const [failure] = only(seen.records, "failure");
    expect(failure).toMatchObject({
      phase: "uncaught",
      ordinal: 1,
      name: "TypeError",
      code: "E_CARD",
      message: null,
    });
    expect(failure?.frames[0]).toMatch(/^at deep \(.*\/main\.js:1:\d+\)$/);
    expect(JSON.stringify(seen.records)).not.toMatch(/hidden4111|passwd/);
  });

  it("holds what V8 says is missing, and no other message", () => {
    const missing = (main: string) => only(observe({ "main.js": main }, "main.js").records, "failure")[0];
    expect(missing("const rates = {}; rates.convertAll(1)")).toMatchObject({
      missing: { kind: "not-a-function", name: "convertAll", of: "rates", specifier: null },
      thrown: "by-engine",
    });
    expect(missing("undefined.foo")?.missing).toMatchObject({ kind: "undefined-property", name: "foo" });
    expect(missing("const { a } = null")?.missing).toMatchObject({ kind: "undefined-property" });
    expect(missing("new (class A {}.B)()")?.missing).toMatchObject({ kind: "not-a-constructor", name: "B" });
    for (const text of [
      "card hidden4111 is not a function",
      "a.b is not a function, card hidden4111",
      "(a.b('hidden4111')) is not defined",
    ]) {
      const seen = observe({ "main.js": `throw new TypeError(${JSON.stringify(text)})` }, "main.js");
      expect(only(seen.records, "failure")[0]).toMatchObject({ missing: null, thrown: null });
      expect(seen.journal).not.toContain("hidden4111");
    }
  });

  it("holds what the linker says is missing", () => {
    const failureOf = (main: string, other: Record<string, string>) =>
      only(observe({ "main.mjs": main, ...other }, "main.mjs").records, "failure")[0];
    const missing = { kind: "not-exported", name: "convertAll", of: null };
    expect(
      failureOf("import { convertAll } from './a.mjs'", { "a.mjs": "export const b = 1" }),
    ).toMatchObject({
      missing: { ...missing, specifier: "./a.mjs" },
    });
    expect(failureOf("import { convertAll } from './a.cjs'", { "a.cjs": "exports.b = 1" })).toMatchObject({
      missing: { ...missing, specifier: "./a.cjs" },
    });
  });

  it("holds the errors behind an error, without their messages", () => {
    const main = `
      const rates = {}, deep = () => { try { rates.convertAll() }
        catch (cause) { throw Object.assign(new RangeError('hidden4111', { cause }), { code: 'E_MID' }) } };
      try { deep() } catch (cause) { throw new Error('hidden5222', { cause }) }`;
    const seen = observe({ "main.js": main }, "main.js");
    const [failure] = only(seen.records, "failure");
    expect(failure?.causes).toMatchObject([
      { name: "RangeError", code: "E_MID", missing: null },
      { name: "TypeError", code: null, missing: { name: "convertAll" } },
    ]);
    expect(failure?.causes[1]?.frames[0]).toMatch(/^at deep \(.*main\.js:2:\d+\)$/);
    expect(seen.journal).not.toMatch(/hidden4111|hidden5222/);
  });

  it("survives errors that refer to themselves, and members that throw", () => {
    const main = `
      const wide = new AggregateError(Array.from({ length: 50 }, (_, i) => new Error('x' + i)));
      wide.cause = wide;
      wide.errors[0].cause = { get name() { throw new Error('getter') } };
      wide.errors[1].cause = new Proxy({}, { get() { throw new Error('trap') } });
      throw wide;`;
    const [failure] = only(observe({ "main.js": main }, "main.js").records, "failure");
    expect(failure?.causes.length).toBeGreaterThan(5);
    expect(failure?.causes.length).toBeLessThanOrEqual(10);
    expect(failure?.causes.every(({ frames }) => frames.length <= 10)).toBe(true);
    const none = "throw { get name() { throw 1 }, get cause() { throw 1 } }";
    expect(observe({ "main.js": none }, "main.js").status).toBe(1);
  });

  it("keeps the texts of Node's module loader", () => {
    const seen = observe({ "main.js": "require('nowhere')" }, "main.js");
    const [failure] = only(seen.records, "failure");
    expect(failure?.message).toContain("Cannot find module 'nowhere'");
    expect(failure?.code).toBe("MODULE_NOT_FOUND");
  });

  it("knows an error that quotes the missing module, by the specifier alone", () => {
    const main = `try { require('nowhere') }
      catch (e) { throw new Error("Pay with hidden4111 or install 'nowhere': " + e.message) }`;
    const seen = observe({ "main.js": main }, "main.js");
    expect(only(seen.records, "failure")[0]).toMatchObject({
      name: "Error",
      code: null,
      message: "Cannot find module 'nowhere'",
    });
    expect(JSON.stringify(seen.records)).not.toContain("hidden4111");
  });

  it.each([
    ["its path", "new Error('Engine not found: ' + path + ' for hidden4111')"],
    ["the loader's text", "new Error('Wrapped hidden4111: ' + error.message)"],
  ])("knows an error that quotes a failed load by %s", (_, thrown) => {
    const main = `const path = __dirname + '/bad.node';
      try { require(path) } catch (error) { throw ${thrown} }`;
    const seen = observe({ "main.js": main, "bad.node": "MZ this is not an ELF file" }, "main.js");
    const [failure] = only(seen.records, "failure");
    expect(failure?.message).toMatch(/\/bad\.node: (invalid ELF header|file too short)$/);
    expect(JSON.stringify(seen.records)).not.toContain("hidden4111");
  });

  it.each([
    [
      "a path, asynchronously",
      "cp.execFile(__dirname + '/plain', (e) => { throw e })",
      /^spawn \/.*\/plain$/,
    ],
    ["a path", "cp.execFileSync(__dirname + '/plain')", /^spawn \/.*\/plain$/],
    ["a name", "cp.execFileSync('no-such-tool', ['hidden4111'])", /^spawn no-such-tool$/],
    [
      "a shell's command",
      "cp.execSync('no-such-tool hidden4111', { stdio: 'ignore' })",
      /^spawn no-such-tool$/,
    ],
    [
      "its own words",
      "cp.spawn('no-such-tool').on('error', () => { throw new Error('the no-such-tool failed on hidden4111') })",
      /^spawn no-such-tool$/,
    ],
  ])("knows an error that quotes a program that could not be run: %s", (_, start, text) => {
    const main = `const cp = require('node:child_process'); ${start}`;
    const seen = observe({ "main.js": main, plain: "no program" }, "main.js");
    expect(only(seen.records, "failure")[0]?.message).toMatch(text);
    expect(JSON.stringify(seen.records)).not.toContain("hidden4111");
  });

  it("does not take a part of a word for a program's name", () => {
    const main =
      "require('node:child_process').spawnSync('sha-tool'); " +
      "throw new Error('my-sha-tools are gone, sha-tooling too')";
    expect(only(observe({ "main.js": main }, "main.js").records, "failure")[0]?.message).toBeNull();
  });

  it("knows the last 64 of them, and of two that an error quotes the later one", () => {
    const lost = "for (let i = 1; i <= 100; i++) try { require('nowhere' + i) } catch {}";
    const quoting = (text: string) => {
      const [failure] = only(
        observe({ "main.js": `${lost} throw new Error("${text}")` }, "main.js").records,
        "failure",
      );
      return failure?.message;
    };
    expect(quoting("'nowhere36'")).toBeNull();
    expect(quoting("'nowhere37'")).toBe("Cannot find module 'nowhere37'");
    expect(quoting("'nowhere100'")).toBe("Cannot find module 'nowhere100'");
    expect(quoting("'nowhere64' and 'nowhere65'")).toBe("Cannot find module 'nowhere65'");
  });

  it("holds an equal error again each time that no one catches it, up to a limit", () => {
    const main = `process.on('uncaughtException', () => {}); let left = 300;
      const again = () => { if (left-- > 0) setImmediate(again); throw new Error('x') };
      setImmediate(again);`;
    const failures = only(observe({ "main.js": main }, "main.js").records, "failure");
    expect(failures).toHaveLength(101);
    expect(new Set(failures.map(({ ordinal }) => ordinal))).toEqual(new Set([1]));
  });

  it("holds how a worker thread ended", () => {
    const main = `const { Worker } = require('node:worker_threads');
      new Worker('throw new Error("x")', { eval: true }).on('error', () => new Worker('', { eval: true }))`;
    const ends = only(observe({ "main.js": main }, "main.js").records, "exit");
    expect(ends.map(({ thread, exitCode }) => [thread, exitCode])).toEqual([
      [1, 1],
      [2, 0],
      [0, 0],
    ]);
  });

  it("holds an unhandled rejection, also of a value that is not an error", () => {
    const seen = observe({ "main.js": "Promise.reject('just a text')" }, "main.js");
    expect(seen.status).toBe(1);
    expect(only(seen.records, "failure")).toHaveLength(1);
    expect(JSON.stringify(seen.records)).not.toContain("just a text");
  });

  it("holds the exit code, and marks the end", () => {
    const seen = observe({ "main.js": "process.exit(3)" }, "main.js");
    expect(seen.status).toBe(3);
    expect(seen.records.at(-1)).toMatchObject({ tag: "exit", exitCode: 3 });
    expect(seen.endMark).toMatchObject({ count: 1, requestId: null, journalWhole: true });
  });

  it("leaves a handler of the function's own in charge", () => {
    const main = `process.on('uncaughtException', (e) => console.log('own', e.message));
        setTimeout(() => console.log('alive'), 1); throw new Error('x')`;
    const seen = observe({ "main.js": main }, "main.js");
    expect([seen.stdout, seen.status]).toEqual(["own x\nalive\n", 0]);
  });
});
