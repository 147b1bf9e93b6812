import { describe, expect, test } from "vitest";
import { fixOf } from "../../../../core/findings/finding.ts";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { plainFailure } from "../../../support/written-failure.ts";
import { failed, findingsOf, got } from "../../support/journal.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const own = "/var/task/index.js";

const ofPackage = "/var/task/node_modules/p/index.js";

const p = (manifest: object): Tree => ({ function: { "node_modules/p": pkg("p", "1.0.0", manifest) } });

describe("graded by who asked for what", () => {
  test.each([
    ["the function's own code, a package", {}, failed(own, "x"), "error"],
    ["the function's own code, a path", {}, failed(own, "./x"), "error"],
    [
      "the function's own code, only looking",
      {},
      failed(own, "x", "MODULE_NOT_FOUND", "require.resolve"),
      "warning",
    ],
    ["an entry point", {}, failed(null, "/var/task/gone.js"), "error"],
    ["a package, what it declares", p({ dependencies: { x: "1" } }), failed(ofPackage, "x"), "error"],
    ["a package, its required peer", p({ peerDependencies: { x: "1" } }), failed(ofPackage, "x"), "error"],
    [
      "a package, its optional peer",
      p({ peerDependencies: { x: "1" }, peerDependenciesMeta: { x: { optional: true } } }),
      failed(ofPackage, "x"),
      "info",
    ],
    [
      "a package, its optional dependency",
      p({ optionalDependencies: { x: "1" } }),
      failed(ofPackage, "x"),
      "info",
    ],
    ["a package, what it does not declare", p({}), failed(ofPackage, "x"), "info"],
    [
      "a package, a package.json behind exports",
      p({ dependencies: { x: "1" } }),
      failed(ofPackage, "x/package.json", "ERR_PACKAGE_PATH_NOT_EXPORTED"),
      "info",
    ],
    ["a package, another file of its own", p({}), failed(ofPackage, "./async"), "warning"],
    ["a package, a native build of its own", p({}), failed(ofPackage, "./build/Release/p"), "info"],
    [
      "a package, a newer built-in",
      p({}),
      failed(ofPackage, "node:future", "ERR_UNKNOWN_BUILTIN_MODULE"),
      "info",
    ],
  ] as const)("%s", (_, tree, record, severity) => {
    expect(findingsOf("unresolved-module", tree, [record])).toMatchObject([
      { severity, winner: null, loser: null },
    ]);
  });

  const ready: JournalRecord = { tag: "ready", thread: 0 };
  const ended = (message: string): JournalRecord => {
    return {
      tag: "failure",
      thread: 0,
      phase: "invoke",
      ordinal: 1,
      name: "Error",
      code: "MODULE_NOT_FOUND",
      message,
      frames: [],
      ...plainFailure,
    };
  };
  const app = { function: pkg("app", "1.0.0", { dependencies: { x: "1" } }) };
  test.each([
    ["a bundle probes for what nothing declares: it went on", {}, [failed(own, "x"), ready], "info"],
    ["a declared package, and it went on", app, [failed(own, "x"), ready], "info"],
    ["a file of its own, and it went on", {}, [failed(own, "./x"), ready], "info"],
    [
      "files where Node does not look, and it went on",
      { layers: [{ "node_modules/x": pkg("x", "1.0.0") }] },
      [failed(own, "x"), ready],
      "warning",
    ],
    [
      "the same, and a hook of the function's found it",
      { layers: [{ "node_modules/x": pkg("x", "1.0.0") }] },
      [
        failed(own, "x"),
        got(own, "file:///opt/node_modules/x/index.js", "/opt/node_modules/x/index.js"),
        ready,
      ],
      "info",
    ],
    [
      "what ended the invocation",
      {},
      [ready, failed(own, "x"), ended("Cannot find module 'x'\nRequire stack:\n- /var/task/index.js")],
      "error",
    ],
    [
      "another error ended the invocation",
      {},
      [ready, failed(own, "x"), ended("Cannot find module 'y'")],
      "info",
    ],
    [
      "a package, a path into another one",
      p({}),
      [failed(ofPackage, "/var/task/node_modules/pg-native")],
      "info",
    ],
    [
      "a caught probe before another error ended init",
      app,
      [failed(own, "x"), ended("Cannot find module 'y'")],
      "info",
    ],
  ] as const)("%s", (_, tree, records, severity) => {
    expect(findingsOf("unresolved-module", tree, records)).toMatchObject([{ severity }]);
  });

  /** As a package throws that says in its own words what is missing. */
  const refused: JournalRecord = {
    tag: "failure",
    thread: 0,
    phase: "invoke",
    ordinal: 1,
    name: "Error",
    code: null,
    message: null,
    frames: [`at load (${ofPackage}:3:9)`, `at Runtime.handler (${own}:2:3)`],
    ...plainFailure,
  };
  test.each([
    ["does not declare", {}],
    ["declares optional", { optionalDependencies: { x: "1" } }],
  ])(
    "what a package %s is an error once its code ended the invocation, and says what to add",
    (_, manifest) => {
      const [finding] = findingsOf("unresolved-module", p(manifest), [
        ready,
        failed(ofPackage, "x"),
        refused,
      ]);
      expect(finding).toMatchObject({ severity: "error", evidence: { fatal: true, survived: false } });
      expect(finding && fixOf(finding)).toContain("Add x to the function's package");
      const [probe] = findingsOf("unresolved-module", p(manifest), [ready, failed(ofPackage, "x")]);
      expect(probe).toMatchObject({ severity: "info", evidence: { fatal: false } });
      expect(probe && fixOf(probe)).toContain("works without it");
    },
  );

  test("what the same importer then got by import is info", () => {
    const found = findingsOf("unresolved-module", {}, [
      failed(own, "x", "ERR_REQUIRE_ESM"),
      got(own, "x", "/var/task/node_modules/x/i.mjs", "import"),
    ]);
    expect(found).toMatchObject([{ severity: "info", evidence: { recovered: true } }]);
  });
});

test("a require that resolved before it failed has not recovered", () => {
  const found = findingsOf("unresolved-module", {}, [
    got(own, "x", "/var/task/node_modules/x/i.mjs"),
    failed(own, "x", "ERR_REQUIRE_ESM"),
  ]);
  expect(found).toMatchObject([{ severity: "error", evidence: { recovered: false } }]);
});

test("the variants of one path are one finding", () => {
  const variants = ["./x", "./x.js", "./x.mjs", "./x.json", "./x/index", "./x/index.js"].map((path) =>
    failed(own, path),
  );
  expect(findingsOf("unresolved-module", {}, variants)).toHaveLength(1);
  expect(findingsOf("unresolved-module", {}, [failed(own, "./x.js"), failed(own, "./y.js")])).toHaveLength(2);
});

describe("silent", () => {
  const ready: JournalRecord = { tag: "ready", thread: 0 };
  test.each([
    ["a package that asks for hundreds of paths next to itself", failed(ofPackage, "./app/config")],
    ["absolute paths", failed(own, "/var/task/x.ts")],
    ["absolute paths by no module", failed(null, "/var/task/x.ts")],
    ["file URLs", failed(own, "file:///var/task/x.ts", "ERR_MODULE_NOT_FOUND", "import")],
  ])("about a loader that probes and goes on: %s", (_, record) => {
    expect(findingsOf("unresolved-module", p({}), [record, ready])).toEqual([]);
    expect(findingsOf("unresolved-module", p({}), [record])).toHaveLength(1);
  });

  test.each([
    ["the runtime client probing for the handler", failed("/var/runtime/index.mjs", "/var/task/index")],
    ["the runtime client probing by a bare name", failed("/var/runtime/UserFunction.js", "index")],
    [
      "the client installed in an image",
      failed("/var/task/node_modules/aws-lambda-ric/lib/index.mjs", "/var/task/index"),
    ],
    ["an error that is not Node's", failed(own, "x", "MyLoaderError")],
  ])("about %s", (_, record) => expect(findingsOf("unresolved-module", {}, [record])).toEqual([]));
});
