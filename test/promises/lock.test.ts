/**
 * The lock that `outcrop lock` writes, in functions that really run: each copy from a layer has its layer's
 * name, and another build of a layer is a drift, in production as in the check.
 */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { program } from "../command/outcrop.ts";
import { type EmittedLine, Folders, linesOf, ofType, type Tree, withLayer } from "../support/layer-run.ts";
import { installPackages } from "../support/real-packages.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const own: Tree = {
  "package.json": {
    name: "orders",
    version: "1.0.0",
    dependencies: { semver: "*", tslib: "*", fflate: "*" },
  },
  "index.js":
    'const semver = require("semver"); require("tslib"); require("fflate");\n' +
    "exports.handler = async ({ fail }) => (fail ? new semver.SemVer(7) : 'ok');",
};
const modules = "nodejs/node_modules";

/** A layer of this name with real packages. */
function layerOf(name: string, ...names: readonly string[]): string {
  const folder = join(folders.make({}), name);
  installPackages(join(folder, "nodejs"), names);
  return folder;
}

/** As `npm run` calls the program. */
function outcrop(...parameters: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  return { status, said: stdout + stderr };
}

/** The folders of layers as options. */
const given = (layers: readonly string[]): string[] => layers.flatMap((folder) => ["--layer", folder]);

/** Writes the lock as `outcrop lock` does, and answers its text. */
function writeLock(task: string, layers: readonly string[]): string {
  const path = join(task, "outcrop.lock.json");
  expect(outcrop("lock", "--function", task, ...given(layers), "--out", path)).toMatchObject({ status: 0 });
  return readFileSync(path, "utf8");
}

/** A lock of layers that were published has their numbers. */
function numbered(text: string, versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions).reduce(
    (lock, [name, version]) =>
      lock
        .replaceAll(`"${name}"`, `"${name}:${version}"`)
        .replace(`"name": "${name}:${version}"`, `"name": "${name}", "version": "${version}"`),
    text,
  );
}

const versions = { "shop-base": "3", "shop-utils": "7" };

async function run(task: string, layers: readonly string[], events: readonly object[] = [{}]) {
  const { logs } = await runFunction({ ...withLayer({ task, layers: [...layers] }), events });
  return linesOf(logs.extensions["outcrop"]);
}

/** Package -> layer, of the copies that were loaded from /opt. */
function layersOf(lines: readonly EmittedLine[]): Record<string, unknown> {
  const loaded = ofType(lines, "resolution").filter(({ root }) => root === "layer");
  return Object.fromEntries(loaded.map((copy) => [copy["package"], copy["layer"]]));
}

const drifts = (lines: readonly EmittedLine[]): readonly EmittedLine[] =>
  ofType(lines, "finding").filter(({ code }) => code === "lock-drift");

describe("a function with a lock", () => {
  let task: string;
  /** The file of the lock, as `outcrop check` has it. */
  let checked: string;
  let layers: readonly [base: string, utils: string];
  beforeAll(() => {
    task = folders.make(own);
    layers = [layerOf("shop-base", "tslib", "semver"), layerOf("shop-utils", "fflate")];
    const text = writeLock(task, layers);
    checked = join(folders.make({ "lock.json": text }), "lock.json");
    writeFileSync(join(task, "outcrop.lock.json"), numbered(text, versions));
  });

  it("has the layer of each copy, in findings and failures too, and no drift", async () => {
    const lines = await run(task, layers, [{}, { fail: true }]);
    expect(layersOf(lines)).toEqual({
      semver: "shop-base:3",
      tslib: "shop-base:3",
      fflate: "shop-utils:7",
    });
    expect(ofType(lines, "finding")).toEqual([]);
    expect(ofType(lines, "diagnostic")).toEqual([]);
    const { version } = JSON.parse(readFileSync("node_modules/semver/package.json", "utf8")) as {
      version: string;
    };
    const [failure] = ofType(lines, "failure");
    expect(String(failure?.["packages"]).split("\n")).toContain(`semver@${version} layer shop-base:3`);
    const check = outcrop("check", "--function", task, ...given(layers), "--lock", checked);
    expect(check.status).toBe(0);
  });

  it("sees another build of a layer: other files, another version, a package that is gone", async () => {
    const [base] = layers;
    const rebuilt = join(folders.make({}), "shop-base");
    cpSync(base, rebuilt, { recursive: true });
    const semver = join(rebuilt, modules, "semver/index.js");
    writeFileSync(semver, `${readFileSync(semver, "utf8")}\n// patched\n`);
    const tslib = join(rebuilt, modules, "tslib/package.json");
    const manifest = JSON.parse(readFileSync(tslib, "utf8")) as { version: string };
    writeFileSync(tslib, JSON.stringify({ ...manifest, version: "99.0.0" }));
    const runtime = folders.make({});
    installPackages(runtime, ["fflate"]);

    const { logs } = await runFunction({
      ...withLayer({ task, layers: [rebuilt], runtime }),
      events: [{}],
    });
    const lines = linesOf(logs.extensions["outcrop"]);
    const found = drifts(lines).map((line) => {
      const { kind, layer } = JSON.parse(String(line["evidence"])) as Record<string, unknown>;
      return [line["package"], kind, layer, line["winner_layer"], line["severity"]];
    });
    expect(found.sort()).toEqual([
      ["fflate", "gone", "shop-utils:7", undefined, "warning"],
      ["semver", "files", "shop-base:3", "shop-base:3", "warning"],
      ["tslib", "version", "shop-base:3", "shop-base", "warning"],
    ]);
    expect(layersOf(lines)).toEqual({ semver: "shop-base:3", tslib: "shop-base" });
    const { status, said } = outcrop("check", "--function", task, "--layer", rebuilt, "--lock", checked);
    expect(status).not.toBe(0);
    for (const name of ["shop-utils", "semver", "tslib"]) expect(said).toContain(name);
  });
});

/** Without what differs between any two runs. */
const timeless = (lines: readonly EmittedLine[]): string[] =>
  lines.map((line) => {
    const kept = Object.entries(line).filter(
      ([key]) => !/^(?:environment|timestamp|request_id)$|ms$|_aws/i.test(key),
    );
    return JSON.stringify(Object.fromEntries(kept));
  });

it("without a lock every line is as it was, and with one only the layers are more", async () => {
  const layers = [layerOf("shop-base", "tslib", "semver"), layerOf("shop-utils", "fflate")];
  const bare = folders.make(own);
  const without = timeless(await run(bare, layers));
  for (const line of without) expect(line).not.toMatch(/"layer":|_layer"| in=/);
  const task = folders.make(own);
  writeFileSync(join(task, "outcrop.lock.json"), numbered(writeLock(task, layers), versions));
  const withLock = timeless(await run(task, layers));
  expect(withLock.join("\n")).toContain(" in=shop-utils:7");
  expect(withLock.map((line) => line.replaceAll(/ in=[^ ",]+/g, ""))).toEqual(without);
});
