/**
 * Real Node is asked for each case, then asked again with its answer's copy taken away, until it finds
 * nothing. What it answered first is the winner, the rest are the losers: core/layout must have named them
 * from the first answer alone.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { candidateFolders, parseNodePath } from "../../../core/layout/candidates.ts";
import { entryAt } from "../../../core/layout/entry.ts";
import { Folders } from "../../../core/layout/folders.ts";
import { lookUpOf } from "../../../core/layout/look-up.ts";
import { PackageReader } from "../../../core/layout/package-json.ts";
import { isInside } from "../../../core/layout/paths.ts";
import { type Reach, reachOf } from "../../../core/layout/reach.ts";
import { LAMBDA_NODE_PATH } from "../support/journal.ts";
import { MemoryFiles, writeTree } from "../support/tree.ts";
import { type ResolutionCase, resolutionCases } from "./resolution-cases.ts";

const MAX_STEPS = 5;

/** Answers every question of one step in one process; NODE_PATH is read again for each. */
const ASK = `
const Module = require("node:module");
const { pathToFileURL, fileURLToPath } = require("node:url");
(async () => {
  const answers = [];
  for (const { importer, specifier, how, nodePath }
    of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) {
    process.env.NODE_PATH = nodePath;
    Module._initPaths();
    try {
      answers.push(how === "import"
        ? fileURLToPath((await import(pathToFileURL(importer))).resolve(specifier))
        : Module.createRequire(importer).resolve(specifier));
    } catch { answers.push(null); }
  }
  console.log(JSON.stringify(answers));
})();`;

let stage: string;
const oracle = new Map<ResolutionCase, readonly string[]>();

beforeAll(() => {
  stage = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-oracle-")));
  const open = new Map(resolutionCases.map((each, index) => [each, join(stage, String(index))]));
  for (const [each, root] of open) {
    writeTree(each.tree, root);
    oracle.set(each, []);
  }
  for (let step = 0; step < MAX_STEPS && open.size > 0; step++) {
    const questions = [...open].map(([each, root]) => ({
      ...each,
      importer: root + each.importer,
      nodePath: below(root, each.nodePath),
    }));
    const answers = JSON.parse(
      execFileSync(process.execPath, ["-e", ASK], { input: JSON.stringify(questions), encoding: "utf8" }),
    ) as (string | null)[];
    for (const [index, [each, root]] of [...open].entries()) {
      const answer = answers[index] ?? null;
      if (answer === null || !existsSync(answer)) {
        open.delete(each);
        continue;
      }
      oracle.set(each, [...(oracle.get(each) ?? []), answer.slice(root.length)]);
      if (each.own === true) {
        open.delete(each);
        continue;
      }
      rmSync(copyDirectory(answer), { recursive: true });
    }
  }
});

afterAll(() => rmSync(stage, { recursive: true, force: true }));

describe("Node agrees on winner and losers", () => {
  test.each(resolutionCases.map((each) => [each.name, each] as const))("%s", (_, each) => {
    const [winner, ...losers] = oracle.get(each) ?? [];
    if (winner === undefined) throw new Error("Node resolved nothing: the case is wrong");
    if (each.own === true) {
      expect(ownCopy(winner)).toBe(ownCopy(each.importer));
      return expect(predict(each, winner)).toEqual({ reach: null, acceptedBefore: [] });
    }
    const { reach, acceptedBefore } = predict(each, winner);
    expect(acceptedBefore).toEqual([]);
    expect(reach?.losers.map((loser) => loser.realPath)).toEqual(
      losers.map((path) => copyDirectory(path, false)),
    );
  });

  test("the cases are many", () => {
    expect(resolutionCases.length).toBeGreaterThanOrEqual(64);
  });
});

function predict(
  each: ResolutionCase,
  winner: string,
): { readonly reach: Reach | null; readonly acceptedBefore: readonly string[] } {
  const files = new MemoryFiles(each.tree);
  const places = { files, folders: new Folders(files), packages: new PackageReader(files, () => {}) };
  const importerDirectory = dirname(each.importer);
  const lookUp = lookUpOf(
    each.specifier,
    each.how,
    places.packages.read(importerDirectory),
    parseNodePath(each.nodePath ?? LAMBDA_NODE_PATH),
  );
  if (lookUp === null || ownCopy(winner) === ownCopy(each.importer))
    return { reach: null, acceptedBefore: [] };
  const { bare, how, nodePath } = lookUp;
  const reach = reachOf({ ...lookUp, importerDirectory, winner }, places);
  const folders = candidateFolders(importerDirectory, nodePath);
  const before = folders.slice(0, folders.indexOf(reach?.folder ?? ""));
  return {
    reach,
    acceptedBefore: before.filter(
      (folder) => entryAt(join(folder, bare.package), bare.subpath, how, places) !== "next",
    ),
  };
}

function below(root: string, nodePath = LAMBDA_NODE_PATH): string {
  return nodePath
    .split(":")
    .map((entry) => (entry.startsWith("/") ? root + entry : entry))
    .join(":");
}

/** As the analysis distinguishes copies, for the cases at hand. */
function ownCopy(path: string): string {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? dirname(path);
}

/** The package's folder by its name; the file itself for a module without one. */
function copyDirectory(path: string, onDisk = true): string {
  const match = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (match !== undefined) return match;
  let directory = dirname(path);
  if (!onDisk) return directory;
  while (!existsSync(join(directory, "package.json"))) directory = dirname(directory);
  if (!isInside(directory, stage)) throw new Error(`${path} has no package`);
  return directory;
}
