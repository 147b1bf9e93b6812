import { describe, expect, it } from "vitest";
import type { FailureRecord } from "../../../core/journal/records.ts";
import { admit } from "../../../core/telemetry/admit.ts";
import { plainFailure } from "../../support/written-failure.ts";

const failure: FailureRecord = {
  tag: "failure",
  thread: 0,
  phase: "invoke",
  ordinal: 1,
  name: "Error",
  code: null,
  message: null,
  frames: [],
  ...plainFailure,
};

/** What Node 22 and 24 and glibc write. */
const kept = [
  "Cannot find module './a'\nRequire stack:\n- /var/task/index.js",
  "Cannot find package 'a' imported from /var/task/index.mjs",
  "Error: Cannot find module 'index'",
  "require() of ES Module /opt/a.mjs from /var/task/index.js not supported.",
  "require() cannot be used on an ESM graph with top-level await.",
  "Directory import '/var/task/a' is not supported resolving ES modules imported from /var/task/index.mjs",
  "Package subpath './x' is not defined by \"exports\" in /var/task/node_modules/a/package.json",
  'No "exports" main defined in /var/task/node_modules/a/package.json',
  'Package import specifier "#x" is not defined in package /var/task/package.json imported from ' +
    "/var/task/index.mjs",
  'Invalid "exports" target "x" defined in the package config /var/task/node_modules/a/package.json',
  'Unknown file extension ".x" for /var/task/a.x',
  "/var/task/a.node: cannot open shared object file: No such file or directory",
  "libfoo.so.1: cannot open shared object file: No such file or directory",
  "/var/task/a.node: undefined symbol: napi_x",
  "/var/task/a.node: invalid ELF header",
  "/lib64/libm.so.6: version `GLIBC_2.38' not found (required by /var/task/a.node)",
  "Module did not self-register: '/var/task/a.node'.",
  "The module '/var/task/a.node'\nwas compiled against a different Node.js version",
];

describe("what is let in of a failure", () => {
  it.each([
    "/var/task/n.node: libx.so.1: cannot open shared object file: No such file or directory",
    "/var/task/n.node: nonzero padding in e_ident",
    "spawn /var/task/bin/ffmpeg",
    "spawn no-such-tool",
  ])("keeps what an error quotes of a load or a start: %s", (message) => {
    expect(admit({ ...failure, message })).toMatchObject({ message });
  });

  it.each(kept)("keeps the loader's text: %s", (message) => {
    expect(admit({ ...failure, message })).toMatchObject({ message });
    expect(
      admit({ tag: "native-end", thread: 0, path: "/a.node", code: "ERR_DLOPEN_FAILED", message }),
    ).toMatchObject({ message });
  });

  it.each([
    "spawn tool --key alice",
    "payment of alice declined",
    "Error: no such user alice",
    "alice: not found",
    "{}",
  ])("drops another text, whatever the code: %s", (message) => {
    expect(admit({ ...failure, code: "MODULE_NOT_FOUND", message })).toMatchObject({
      code: "MODULE_NOT_FOUND",
      message: null,
    });
  });

  it("keeps the errors behind it, and a name that reads as one", () => {
    const missing = {
      kind: "not-a-function",
      name: "ghp_0123456789abcdefghij",
      of: "a",
      specifier: null,
    } as const;
    const cause = { name: "no such alice", code: "E_MID", frames: ["at f (/a.js:1:2)", "at alice"], missing };
    expect(admit({ ...failure, causes: [cause] })).toMatchObject({
      causes: [
        { name: "Error", code: "E_MID", frames: ["at f (/a.js:1:2)"], missing: { name: null, of: "a" } },
      ],
    });
  });

  it("drops what the loader quotes of a package.json", () => {
    const message =
      'Invalid package config /var/task/a/package.json. Unexpected token h, ..."x": hunter2" is not ' +
      "valid JSON";
    expect(admit({ ...failure, message })).toMatchObject({
      message: "Invalid package config /var/task/a/package.json",
    });
  });

  it("keeps frames and nothing that only begins like one", () => {
    const frames = [
      "at exports.handler (/var/task/index.js:1:2)",
      "at async file:///var/task/a.mjs:10:5",
      "at new Promise (<anonymous>)",
      "at Array.map (native)",
      "at async Promise.all (index 0)",
      "at eval (eval at a (/var/task/a.js:1:2), <anonymous>:1:7)",
      "at wasm://wasm/0a1b:wasm-function[3]:0x1f",
    ];
    const others = ["at position 5 of the order of alice", "at alice@example.com", "at "];
    expect(admit({ ...failure, frames: [...others, ...frames, ...others] })).toMatchObject({ frames });
  });

  it("keeps of a data URL's frame no source", () => {
    const frames = [
      "at data:text/javascript,const a = 'hunter2';throw new Error(a):1:7",
      "at f (data:text/javascript;base64,aHVudGVyMg==:1:7)",
    ];
    expect(JSON.stringify(admit({ ...failure, frames }))).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(admit({ ...failure, frames })).toMatchObject({
      frames: ["at data:text/javascript,…", "at f (data:text/javascript;base64,…"],
    });
  });

  it("keeps names and codes that are identifiers", () => {
    expect(admit({ ...failure, name: "Runtime.ImportModuleError", code: "ERR_A.b-c" })).toMatchObject({
      name: "Runtime.ImportModuleError",
      code: "ERR_A.b-c",
    });
    expect(admit({ ...failure, name: "Error [ERR_X]" })).toMatchObject({ name: "Error [ERR_X]" });
    expect(admit({ ...failure, name: "no user alice", code: "alice failed" })).toMatchObject({
      name: "Error",
      code: null,
    });
    expect(
      admit({
        tag: "unresolved",
        thread: 0,
        how: "import",
        specifier: "data:,hunter2",
        importer: null,
        code: "a b",
      }),
    ).toMatchObject({
      specifier: "data:,…",
      code: "Error",
    });
  });
});
