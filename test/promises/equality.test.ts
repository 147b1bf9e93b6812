/** Promise 1: functions that work answer the same with and without the layer. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describeEquality } from "../support/describe-equality.ts";
import { nativeAddon } from "../support/function-fixtures.ts";

const addAddon = (task: string): void => copyFileSync(nativeAddon(), join(task, "addon.node"));
const kinds = (...names: string[]): { kind: string }[] => names.map((kind) => ({ kind }));

describeEquality("functions that work", [
  { fixture: "cjs", events: [{ n: 1 }, { lazy: "later" }, { n: 2 }] },
  { fixture: "cjs", title: "no such handler", handler: "index.absent", events: [{}] },
  { fixture: "cjs", title: "a handler that is not a function", handler: "index.notAFunction", events: [{}] },
  { fixture: "cjs", title: "no such file", handler: "absent.handler", events: [{}] },
  { fixture: "esm", events: [{}, { lazy: "later" }, { lazy: "again" }, {}] },
  { fixture: "mixed-from-cjs", stock: true, events: [{}, { import: true }, {}] },
  { fixture: "mixed-from-esm", events: [{}, { missing: true }, { named: true }] },
  { fixture: "streaming", events: [{}, { early: true }, {}, { late: true }, {}] },
  { fixture: "callback", events: [{}, { fails: true }, { string: true }, { throws: true }, {}] },
  { fixture: "top-level-await", events: [{}, {}] },
  {
    fixture: "workers",
    events: kinds("cjs", "esm", "many", "throws", "missing", "exits", "nested", "ownEnvironment", "eval"),
  },
  { fixture: "children", events: kinds("fork", "spawn", "spawnPlain", "spawnModule", "execFile", "fails") },
  {
    fixture: "native",
    prepare: addAddon,
    events: [{ how: "require" }, { how: "dlopen" }, { how: "import" }, {}],
  },
  { fixture: "resolving", stock: true, events: [{}, {}] },
  { fixture: "require-cache", events: [{}, { again: true }, { evict: true }, {}] },
  // A link that was read in one invocation is taken from a cache in the next.
  {
    fixture: "linked-package",
    events: kinds("require:a", "require:b", "import:c", "import:a", "import:d", "require:d"),
  },
  { fixture: "terminated", besideAnExtension: true, events: [{}] },
]);
