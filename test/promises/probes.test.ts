/**
 * What code asks for in vain and does without is not an error, in whichever thread, and whatever else fails
 * after it.
 */
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { installedPackages } from "../faults/programs/packages.ts";
import { deployable } from "../support/function-fixtures.ts";
import { Folders, linesOf, ofType, packageFiles, type Tree, withLayer } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

interface Run {
  readonly fixture: string;
  readonly events: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
  readonly layer?: Tree;
  prepare?(task: string): void;
}

/** Specifier -> the severity of the finding about it. */
async function unresolved({ fixture, events, env = {}, layer = {}, prepare }: Run) {
  const task = deployable(fixture);
  prepare?.(task);
  const { responses, logs } = await runFunction({
    ...withLayer({ task, env, layers: [folders.make(layer)] }),
    events,
  });
  const found = ofType(linesOf(logs.extensions["outcrop"]), "finding").filter(
    ({ code }) => code === "unresolved-module",
  );
  const said = found.map(({ evidence, severity, message }) => {
    return {
      ...(JSON.parse(String(evidence)) as { specifier: string; how: string }),
      severity,
      message: String(message),
    };
  });
  return {
    responses,
    said,
    severities: Object.fromEntries(said.map(({ specifier, severity }) => [specifier, severity])),
  };
}

const caught = { bufferutil: "info", "utf-8-validate": "info", "./local-settings": "info" };

describe("probes that a function catches in init", () => {
  test.each([
    ["and serves", "", {}],
    ["and then fails of itself", "throws", {}],
    ["and then misses another module", "missing", { "really-missing": "error" }],
    ["and then passes another error on", "passes-on", { "really-missing": "error" }],
    ["and then gives up for another", "exits", { "really-missing": "error" }],
  ])("are info: %s", async (_, then, others) => {
    const { responses, severities } = await unresolved({
      fixture: "probes",
      events: [{}],
      env: { THEN: then },
    });
    expect(responses[0]?.ok).toBe(then === "");
    expect(severities).toEqual({ ...caught, ...others });
  });
});

describe("probes in a worker thread", () => {
  const inWorker = { "optional-in-worker": "info", "./local-settings-of-worker": "info" };
  test.each([
    ["that ends well", "probes", inWorker],
    ["that lives", "lives", inWorker],
    ["that ends by another error", "throws", inWorker],
    ["that dies of one", "missing", { "really-missing-in-worker": "error" }],
  ])("%s", async (_, kind, expected) => {
    const { responses, severities } = await unresolved({ fixture: "probes", events: [{ kind }] });
    expect(responses[0]?.ok).toBe(true);
    expect(severities).toEqual({ ...caught, ...expected });
  });
});

test.each([
  ["require", false],
  ["import", true],
])("what a hook of the function's finds elsewhere is not missing: %s", async (how, imports) => {
  const layer = {
    ...packageFiles("node_modules", "fallen-back"),
    ...packageFiles("lib/modules", "short-circuited"),
  };
  const { responses, said } = await unresolved({
    fixture: "fallback-hook",
    events: [{ imports }, { imports }],
    layer,
  });
  const found = ["fallen-back", "short-circuited"];
  expect(responses.map(({ payload }) => payload)).toEqual([found, found]);
  expect(said.map(({ specifier, severity, how: asked }) => [specifier, severity, asked]).sort()).toEqual(
    found.map((name) => [name, "info", how]),
  );
});

test("loaders that try one path after another are not reported path by path", async () => {
  const packages = join(await installedPackages(), "node_modules");
  const names = ["mock-require", "get-caller-file", "normalize-path", "remove-trailing-separator", "jiti"];
  const { responses, said } = await unresolved({
    fixture: "probing-loaders",
    events: [{}, {}],
    prepare: (task) => {
      for (const name of names)
        cpSync(join(packages, name), join(task, "node_modules", name), { recursive: true });
    },
  });
  expect(responses.map(({ payload }) => payload)).toEqual([
    [true, 8, 7],
    [true, 8, 7],
  ]);
  expect(said).toEqual([]);
}, 240_000);

test("a link that leads nowhere is reported as one", async () => {
  const { said } = await unresolved({
    fixture: "probes",
    events: [{}],
    prepare: (task) => symlinkSync("gone.js", join(task, "local-settings.js")),
  });
  expect(said.find(({ specifier }) => specifier === "./local-settings")?.message).toMatch(
    /\/var\/task\/local-settings\.js is a symbolic link, and its target does not exist/,
  );
});
