/**
 * The recorded path equals the truth: nothing that was loaded is missing, and plain Node resolves every
 * recorded edge to the same file.
 */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { recordedModules, runArms } from "../support/function-arms.ts";
import { nativeAddon } from "../support/function-fixtures.ts";
import { type Edge, type OracleCase, observeModules } from "../support/module-oracle.ts";
import { installPackages } from "../support/real-packages.ts";

const addAddon = (task: string): void => copyFileSync(nativeAddon(), join(task, "addon.node"));
const realPackages = [
  "@aws-lambda-powertools/logger",
  "ajv",
  "ajv-formats",
  "cli-table3",
  "fast-check",
  "fflate",
  "pino",
  "semver",
  "undici",
];

const cases: readonly OracleCase[] = [
  { fixture: "resolutions-layers", events: [{}, { lazy: true }] },
  { fixture: "resolutions-packages", events: [{}, { lazy: true }] },
  { fixture: "resolutions-symlinks", events: [{}, { lazy: true }] },
  { fixture: "resolutions-workers", workers: true, events: [{}, {}] },
  {
    fixture: "real-packages",
    prepare: (task) => installPackages(task, realPackages),
    events: [{}, { required: true }],
  },
  {
    fixture: "preloaded",
    layers: ["preloaded-layer"],
    env: { OUTCROP_EXEC_WRAPPER: "/opt/other-wrapper" },
    events: [{}],
  },
  { fixture: "cjs", events: [{}, { lazy: "later" }] },
  { fixture: "esm", events: [{}, { lazy: "later" }] },
  // Node 22 as Lambda starts it resolves a required ES module and then refuses it.
  { fixture: "mixed-from-cjs", refused: /\/waits\.mjs$/, events: [{}, { import: true }] },
  { fixture: "mixed-from-esm", events: [{}] },
  { fixture: "top-level-await", events: [{}] },
  { fixture: "handler-throws", events: [] },
  { fixture: "native", prepare: addAddon, events: [{ how: "require" }, { how: "dlopen" }] },
  { fixture: "require-cache", events: [{}, { again: true }] },
  { fixture: "loaded-and-gone", title: "thrown out of the cache", events: [{ how: "evict" }] },
  { fixture: "loaded-and-gone", title: "threw while it loaded", events: [{ how: "throw" }] },
  { fixture: "children", events: [{ kind: "fork" }] },
  { fixture: "meddling", title: "its own clock", events: [{ kind: "clock" }] },
  { fixture: "patched-resolver", ownRules: /^@alias\//, events: [{}] },
  { fixture: "own-hooks", ownRules: /^(virtual:|short$|redirected$)/, events: [{}] },
  {
    fixture: "hooks-below",
    env: { NODE_OPTIONS: "--require /var/task/below.cjs" },
    ownRules: /^redirected$/,
    events: [{}],
  },
  { fixture: "own-hooks", title: "asynchronous", events: [{ kind: "asynchronous" }] },
];

describe.each(["ric4", "ric3"] as const)("every module, %s", (client) => {
  test.each(
    cases.map(
      (one) => [one.title === undefined ? one.fixture : `${one.fixture}: ${one.title}`, one] as const,
    ),
  )("%s", async (_, one) => {
    const { truth, emitted, journal, resolve } = await observeModules(one, client);

    const isRefused = (path: string): boolean => one.refused?.test(path) === true;
    const paths = emitted.map(({ path }) => path);
    expect(paths.filter((path) => !isRefused(path)).sort()).toEqual(truth.filter((path) => !isRefused(path)));
    const edges = [...emitted, ...journal].filter((edge) => isAsked(edge, one.ownRules));
    expect(edges.length).toBeGreaterThan(emitted.length);
    const answers = await resolve(edges);
    expect(edges).toEqual(edges.map((edge, at) => ({ ...edge, path: answers[at] })));
  });
});

/**
 * What was in `require.cache` before the shim has a path and no specifier; `require.resolve` may be asked to
 * look elsewhere.
 */
function isAsked({ how, specifier }: Edge, ownRules: RegExp | undefined): boolean {
  return (how === "require" || how === "import") && !ownRules?.test(specifier);
}

test("modules of another preload are recorded as such, those it loads later as imported", async () => {
  const one = {
    fixture: "preloaded",
    layers: ["preloaded-layer"],
    env: { OUTCROP_EXEC_WRAPPER: "/opt/other-wrapper" },
    events: [{}],
  };
  const { emitted, responses } = await observeModules(one, "ric4");
  const how = Object.fromEntries(emitted.map((edge) => [edge.path, edge.how]));

  expect(responses).toEqual([
    ["shared", "inner", " --require /opt/preload/first.cjs --import /opt/preload/late.mjs"],
  ]);
  expect(how).toMatchObject({
    "/opt/preload/first.cjs": "preloaded",
    "/opt/preload/inner.cjs": "preloaded",
    "/opt/preload/data.json": "preloaded",
    "/var/task/node_modules/shared-with-preload/index.js": "preloaded",
    "/opt/preload/late.mjs": "import",
    "/opt/preload/late-part.mjs": "import",
  });
});

test("layers: the function finds its Node line's folder first, a package its own neighbours", async () => {
  const { responses } = await observeModules(
    { fixture: "resolutions-layers", events: [{}, { lazy: true }] },
    "ric4",
  );
  const line = process.versions.node.split(".")[0];
  const shared = {
    everywhere: "everywhere@1.0.0",
    generic: [
      "generic",
      "everywhere@2.0.0",
      "versioned@3.0.0",
      "@scope/in-layer@4.5.6",
      "nested-in-generic@0.0.1",
    ],
    runtimeOnly: ["client", "everywhere@9.0.0"],
    scoped: "@scope/in-layer@4.5.6",
    versioned: `versioned@3.${line}.0`,
  };

  expect(responses[0]).toMatchObject({ imported: shared, required: shared });
});

test.each(["ric4", "ric3"] as const)("what was loaded when the init failed, %s", async (client) => {
  const { layered } = await runArms({ fixture: "init-throws-cjs", events: [{}] }, client);

  expect(recordedModules(layered)).toEqual(
    expect.arrayContaining(["/var/task/index.js", "/var/task/inner.js"]),
  );
});

test("what a function only resolves is not loaded, unless it asks by import.meta.resolve", async () => {
  const { emitted, responses } = await observeModules({ fixture: "only-resolved", events: [{}] }, "ric4");

  expect(responses[0]).toHaveLength(4);
  // Hooks are asked in the same words as for an import, and nothing shows afterwards which it was.
  const byImportMetaResolve = ["/var/task/never.mjs", "/var/task/node_modules/never-imported/index.js"];
  const recorded = emitted.map(({ path }) => path).filter((path) => path.includes("never"));
  expect(recorded.sort()).toEqual([...byImportMetaResolve].sort());
});
