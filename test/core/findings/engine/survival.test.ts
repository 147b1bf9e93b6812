import { describe, expect, test } from "vitest";
import { Survival } from "../../../../core/findings/engine/survival.ts";
import type {
  FailureRecord,
  How,
  JournalRecord,
  ResolutionRecord,
  UnresolvedRecord,
} from "../../../../core/journal/records.ts";
import { plainFailure } from "../../../support/written-failure.ts";

const own = "/var/task/index.js";
const asked = (specifier: string, thread = 0, how: How = "require"): UnresolvedRecord => {
  return { tag: "unresolved", thread, how, specifier, importer: own, code: "MODULE_NOT_FOUND" };
};
const failure = (
  message: string | null,
  thread = 0,
  phase: FailureRecord["phase"] = "uncaught",
): FailureRecord => {
  return {
    tag: "failure",
    thread,
    phase,
    ordinal: 1,
    name: "Error",
    code: null,
    message,
    frames: [],
    ...plainFailure,
  };
};
const got = (specifier: string, path: string, thread = 0, importer = own): ResolutionRecord => {
  return { tag: "resolution", thread, how: "require", specifier, importer, path };
};
const exit = (thread: number, exitCode: number): JournalRecord => ({
  tag: "exit",
  thread,
  exitCode,
  shimMs: 0,
});
const ready = (thread = 0): JournalRecord => ({ tag: "ready", thread });

function seen(...records: JournalRecord[]): Survival {
  const survival = new Survival();
  for (const record of records) survival.observe(record);
  return survival;
}

describe("the main thread went on", () => {
  const a = asked("a");
  test.each<[string, boolean, JournalRecord[]]>([
    ["not where nothing follows", false, [a]],
    ["where it asked for an invocation", true, [a, ready()]],
    ["where it asked for something else", true, [a, got("b", "/b/index.js")]],
    ["not where another thread asked", false, [a, got("b", "/b/index.js", 1)]],
    ["not where what followed came before", false, [got("b", "/b/index.js"), a]],
    ["where another error ended init", true, [a, failure("Cannot find module 'b'"), exit(0, 1)]],
    ["where an error of no loader ended init", true, [a, failure(null), exit(0, 1)]],
    ["not where it ended without an error", false, [a, exit(0, 1)]],
    [
      "not where its own error ended init, whatever a `finally` asked for",
      false,
      [a, got("b", "/b"), failure("Cannot find module 'a'"), exit(0, 1)],
    ],
    [
      "not where its own error ended an invocation",
      false,
      [ready(), a, failure("Cannot find module 'a'", 0, "invoke")],
    ],
    ["where a listener took its own error", true, [ready(), a, failure("Cannot find module 'a'")]],
    [
      "where the error only names who asked",
      true,
      [a, failure("Cannot find module 'b'\nRequire stack:\n- /var/task/a"), exit(0, 1)],
    ],
  ])("%s", (_, survived, records) => expect(seen(...records).wentOn(a)).toBe(survived));

  test("not by what else an import had named", () => {
    const imported = asked("a", 0, "import");
    expect(seen(imported, got("b", "/b/index.mjs")).wentOn(imported)).toBe(false);
  });
});

describe("a worker thread went on", () => {
  const a = asked("a", 3);
  test.each<[string, boolean, JournalRecord[]]>([
    ["where it lives", true, [a]],
    ["where it ended well", true, [a, exit(3, 0)]],
    ["not where it died of it", false, [a, failure("Cannot find module 'a'", 3), exit(3, 1)]],
    ["where it died of another error", true, [a, failure(null, 3), exit(3, 1)]],
    ["not where it gave up without an error", false, [a, exit(3, 1)]],
    ["where it gave up after it had asked for more", true, [a, got("b", "/b", 3), exit(3, 1)]],
    ["where a listener in it took the error", true, [a, failure("Cannot find module 'a'", 3)]],
    ["whatever became of another one", true, [a, failure(null, 4), exit(4, 1)]],
  ])("%s", (_, survived, records) => expect(seen(...records).wentOn(a)).toBe(survived));
});

describe("an error names", () => {
  test.each([
    ["b", "Cannot find package 'b' imported from /var/task/index.mjs", true],
    ["@s/b/lib", "Cannot find package '@s/b' imported from /var/task/index.mjs", true],
    ["./lib/x", "Cannot find module '/var/task/lib/x' imported from /var/task/index.mjs", true],
    [
      "b/lib",
      "Package subpath './lib' is not defined by \"exports\" in /var/task/node_modules/b/package.json",
      true,
    ],
    ["b", 'No "exports" main defined in /var/task/node_modules/b/package.json', true],
    [
      "b",
      "require() of ES Module /var/task/node_modules/b/i.mjs from /var/task/index.js not supported.",
      true,
    ],
    [
      "index",
      "require() of ES Module /var/task/node_modules/b/i.mjs from /var/task/index not supported.",
      false,
    ],
    ["./config", "Cannot find module './config/local'", false],
    ["./my file", "Cannot find module './my file'\nRequire stack:\n- /var/task/index.js", true],
    ["@s/b", "Cannot find package 'b' imported from /var/task/index.mjs", false],
  ])("%s: %s", (specifier, message, named) => {
    const one = asked(specifier);
    expect(seen(ready(), one, failure(message, 0, "invoke")).wentOn(one)).toBe(!named);
  });
});

describe("an error in other words", () => {
  const loader = "/var/task/node_modules/sharp/lib/sharp.js";
  const wanted = { ...asked("@img/sharp-linux-x64/sharp.node"), importer: loader };
  const thrownAt = (path: string): FailureRecord => {
    return {
      ...failure(null),
      frames: ["at Object.<anonymous> (node:internal/modules:1:1)", `at Object.<anonymous> (${path}:114:9)`],
    };
  };
  test.each<[string, boolean, JournalRecord[]]>([
    [
      "of the very module of a package that asked: it gave up",
      false,
      [wanted, asked("b"), thrownAt(loader), exit(0, 1)],
    ],
    ["the same, in an invocation", false, [ready(), wanted, { ...thrownAt(loader), phase: "invoke" }]],
    ["the same, and a listener took it", true, [ready(), wanted, thrownAt(loader)]],
    ["of another module", true, [wanted, thrownAt("/var/task/node_modules/sharp/lib/index.js"), exit(0, 1)]],
  ])("%s", (_, survived, records) => expect(seen(...records).wentOn(wanted)).toBe(survived));

  test("of the function's own code, which does many things", () => {
    const one = asked("a");
    expect(seen(one, thrownAt(own), exit(0, 1)).wentOn(one)).toBe(true);
  });
});

test("an error counts for its own stretch only", () => {
  const survival = seen(ready(), asked("b"), failure("Cannot find module 'b'", 0, "invoke"));
  survival.settled();
  const again = asked("b");
  survival.observe(again);
  expect(survival.wentOn(again)).toBe(true);
});

describe("it was answered otherwise", () => {
  const a = asked("a");
  test.each<[string, boolean, JournalRecord[]]>([
    ["by a path in its package", true, [a, got("file:///opt/lib/a/index.js", "/opt/lib/a/index.js")]],
    ["after other tries", true, [a, asked("/opt/x/a"), got("/opt/lib/a/index.js", "/opt/lib/a/index.js")]],
    [
      "by its package's own code, which asks",
      true,
      [a, got("./part", "/opt/lib/a/part.js", 0, "/opt/lib/a/index.js")],
    ],
    ["not by another package", false, [a, got("./fallback", "/var/task/fallback.js")]],
    [
      "not for another importer",
      false,
      [a, got("/opt/lib/a/index.js", "/opt/lib/a/index.js", 0, "/var/task/other.js")],
    ],
    ["not before it failed", false, [got("/opt/lib/a/index.js", "/opt/lib/a/index.js"), a]],
    ["not by the same words", false, [a, got("a", "/var/task/node_modules/a/index.js")]],
  ])("%s", (_, answered, records) => expect(seen(...records).wasAnswered(a)).toBe(answered));

  test("by another variant of the same path", () => {
    const path = asked("./lib/x");
    expect(seen(path, got("./lib/x.ts", "/var/task/lib/x.ts")).wasAnswered(path)).toBe(true);
    expect(seen(path, got("./lib/y.ts", "/var/task/lib/y.ts")).wasAnswered(path)).toBe(false);
  });
});

describe("it is known to have ended something", () => {
  const a = asked("a");
  test.each<[string, boolean, JournalRecord[]]>([
    ["not where nothing follows", false, [a]],
    ["where its error ended an invocation", true, [a, failure("Cannot find module 'a'", 0, "invoke")]],
    ["where the process ended by itself right after", true, [a, exit(0, 1)]],
    ["not where the process ended well", false, [a, exit(0, 0)]],
    ["not where the process asked for something in between", false, [a, got("b", "/b/index.js"), exit(0, 1)]],
    ["not where the process was ready after it", false, [a, ready(), exit(0, 1)]],
    ["where an invocation asked and the process ended right after", true, [ready(), a, exit(0, 1)]],
    ["not where that invocation went on", false, [ready(), a, got("b", "/b/index.js"), exit(0, 1)]],
    ["not where another error ended it", false, [a, failure(null), exit(0, 1)]],
  ])("%s", (_, fatal, records) => {
    expect(seen(...records).wasFatal(a)).toBe(fatal);
  });
});
