/**
 * Promise 1: functions that fail do so the same way with and without the layer: error, trace, exit code and
 * log.
 */
import { describeEquality } from "../support/describe-equality.ts";

const required = [
  "package",
  "scoped",
  "file",
  "folder",
  "notExported",
  "importsMap",
  "builtin",
  "empty",
  "number",
  "json",
  "badPackage",
  "badMain",
];
const native = ["native", "dlopen", "dlopenNothing", "dlopenNoArguments"];
const resolved = ["resolve", "resolvePaths", "resolveNumber", "deep"];
const imported = [
  ...[
    "importPackage",
    "importFile",
    "importFolder",
    "importNotExported",
    "importImportsMap",
    "importBuiltin",
    "importJson",
    "importJsonBare",
  ],
  ...["importScheme", "importUrl", "importUnknown", "importTransitive", "metaResolve"],
];
const attempts = (names: readonly string[]): { attempt: string }[] => names.map((attempt) => ({ attempt }));
const kinds = (...names: string[]): { kind: string }[] => names.map((kind) => ({ kind }));

const thrown = [
  "sync",
  "async",
  "cause",
  "aggregate",
  "string",
  "object",
  "nothing",
  "nil",
  "noStack",
  "oddStack",
  "frozen",
  "bigint",
  "cyclic",
];

describeEquality("functions that fail", [
  { fixture: "init-throws-cjs", events: [{}, {}] },
  { fixture: "init-throws-esm", events: [{}, {}] },
  { fixture: "syntax-error-cjs", stock: true, events: [{}] },
  { fixture: "syntax-error-esm", stock: true, events: [{}] },
  { fixture: "missing-require", stock: true, events: [{}] },
  { fixture: "missing-import", stock: true, events: [{}] },
  { fixture: "missing-file", stock: true, events: [{}, {}] },
  { fixture: "missing-file", title: "imported", stock: true, handler: "index.imports", events: [{}, {}] },
  { fixture: "dlopen-uncaught", stock: true, events: [{}] },
  {
    fixture: "caught-failures",
    title: "required",
    stock: true,
    events: attempts([...required, ...required]),
  },
  { fixture: "caught-failures", title: "native", stock: true, events: attempts([...native, ...native]) },
  {
    fixture: "caught-failures",
    title: "resolved",
    stock: true,
    events: attempts([...resolved, ...resolved]),
  },
  {
    fixture: "caught-failures",
    title: "imported",
    stock: true,
    events: attempts([...imported, ...imported]),
  },
  { fixture: "handler-throws", events: kinds(...thrown, "fetches") },
  {
    fixture: "own-fault-handlers",
    events: kinds("throw", "throwNothing", "reject", "rejectNothing", "warn"),
  },
  {
    fixture: "own-fault-handlers",
    title: "missing",
    stock: true,
    events: kinds("throwMissing", "importMissing"),
  },
  { fixture: "exits", title: "exit(0)", events: [{}, { how: "exit", code: 0 }, {}] },
  { fixture: "exits", title: "exit(3)", events: [{ how: "exit", code: 3 }, {}, { how: "exit", code: 3 }] },
  { fixture: "exits", title: "exit(0) at init", env: { EXIT_AT_INIT: "0" }, events: [{}] },
  { fixture: "exits", title: "exit(3) at init", env: { EXIT_AT_INIT: "3" }, events: [{}, {}] },
  { fixture: "exits", title: "uncaught error", events: [{ how: "throw" }, {}] },
  { fixture: "exits", title: "uncaught rejection", events: [{ how: "reject" }, {}] },
  { fixture: "exits", title: "abort", events: [{ how: "abort" }, {}] },
  { fixture: "exits", title: "kill", events: [{ how: "kill" }, {}] },
  // The limit is also that of the init after the reset.
  { fixture: "times-out", title: "waiting", timeoutMs: 15_000, events: [{}, { hang: true }, {}] },
  { fixture: "times-out", title: "busy", timeoutMs: 15_000, events: [{ hang: "busy" }, {}] },
]);
