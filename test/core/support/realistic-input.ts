/**
 * A deployed function of a given number of packages, on disk, and the journal of its cold start: 12
 * resolutions a package, of which 8 stay inside it and 4 lead to others. Six in ten packages are in the
 * function, a quarter in a layer, the rest in the runtime; every fifth has a copy of another version in the
 * root behind; every tenth file pair is the same. Nothing is random: two runs measure the same work.
 */
import type { JournalRecord } from "../../../core/journal/records.ts";
import { got, LAMBDA_NODE_PATH, thread } from "./journal.ts";
import { type Folder, json, type Tree, writeTree } from "./tree.ts";

const MODULES = 8;
const COMMENT = "// A line of code, more or less as long as lines of code are.\n";
const SOURCE = `"use strict";\n${COMMENT.repeat(30)}`;

export interface RealisticInput {
  readonly records: readonly JournalRecord[];
  readonly packages: number;
}

/** Writes the roots below `sysroot`; the records name them there. */
export function realisticInput(sysroot: string, packages: number): RealisticInput {
  writeTree(treeOf(packages), sysroot);
  const nodePath = LAMBDA_NODE_PATH.split(":")
    .map((folder) => sysroot + folder)
    .join(":");
  const records = [thread({ nodePath, taskRoot: `${sysroot}/var/task` }), ...recordsOf(packages, sysroot)];
  return { records, packages };
}

function treeOf(packages: number): Tree {
  const roots: Record<"function" | "layer" | "runtime", Record<string, Folder>> = {
    function: {},
    layer: {},
    runtime: {},
  };
  for (let index = 0; index < packages; index++) {
    const root = rootOf(index);
    roots[root][nameOf(index)] = packageOf(index, packages, `${1 + (index % 4)}.2.${index}`);
    const behind = root === "function" ? "layer" : "runtime";
    if (index % 5 === 0)
      roots[behind][nameOf(index)] ??= packageOf(
        index,
        packages,
        `${1 + (index % 4)}.${index % 10 === 0 ? 2 : 1}.${index}`,
      );
  }
  const dependencies = Object.fromEntries(
    Array.from({ length: packages }, (_, index) => [nameOf(index), `^${1 + (index % 4)}.0.0`]),
  );
  return {
    function: {
      "package.json": json({ name: "orders", version: "1.0.0", dependencies }),
      "index.js": SOURCE,
      node_modules: roots.function,
    },
    layers: [{ "nodejs/node_modules": roots.layer }],
    runtime: { node_modules: roots.runtime },
  };
}

function packageOf(index: number, packages: number, version: string): Folder {
  const dependencies = Object.fromEntries(
    neighbours(index, packages).map((other) => [nameOf(other), `^${1 + (other % 4)}.0.0`]),
  );
  const manifest = {
    name: nameOf(index),
    version,
    description:
      "A package such as those of a registry, with the fields that they have and no one here reads. ".repeat(
        4,
      ),
    keywords: Array.from({ length: 12 }, (_, word) => `keyword-${word}`),
    repository: { type: "git", url: `git+https://example.org/${nameOf(index)}.git` },
    scripts: Object.fromEntries(
      Array.from({ length: 10 }, (_, script) => [
        `script-${script}`,
        "node scripts/some-script.js --with an-option",
      ]),
    ),
    main: "lib/m0.js",
    ...(index % 3 === 0
      ? {
          exports: {
            ".": { types: "./lib/m0.d.ts", import: "./lib/m0.mjs", require: "./lib/m0.js" },
            "./lib/*": "./lib/*.js",
          },
        }
      : {}),
    ...(index % 7 === 0 ? { peerDependencies: { [nameOf((index + 1) % packages)]: "*" } } : {}),
    dependencies,
    devDependencies: Object.fromEntries(Array.from({ length: 15 }, (_, tool) => [`tool-${tool}`, "^1.0.0"])),
  };
  const files = Object.fromEntries(
    Array.from({ length: MODULES }, (_, module) => [`lib/m${module}.js`, `${SOURCE}// ${index} ${module}`]),
  );
  return { "package.json": json(manifest), "lib/m0.mjs": SOURCE, ...files };
}

function* recordsOf(packages: number, sysroot: string): Iterable<JournalRecord> {
  const fileOf = (index: number, module: number): string =>
    `${directoryOf(index, sysroot)}/lib/m${module}.js`;
  const entry = `${sysroot}/var/task/index.js`;
  yield got(null, entry, entry, "import");
  for (let index = 0; index < packages; index++) {
    if (index % 6 === 0) yield got(entry, nameOf(index), fileOf(index, 0));
    for (let module = 1; module < MODULES; module++)
      yield got(fileOf(index, module - 1), `./m${module}`, fileOf(index, module));
    for (const other of neighbours(index, packages)) {
      // The runtime's packages see the function's last of all.
      if (reaches(rootOf(index), rootOf(other)))
        yield got(fileOf(index, other % MODULES), nameOf(other), fileOf(other, 0));
    }
    yield got(fileOf(index, 0), "./m1.js", fileOf(index, 1));
  }
}

function reaches(from: Root, to: Root): boolean {
  return from === "function" || to !== "function";
}

type Root = "function" | "layer" | "runtime";

function rootOf(index: number): Root {
  const place = index % 20;
  return place < 12 ? "function" : place < 17 ? "layer" : "runtime";
}

function directoryOf(index: number, sysroot: string): string {
  const folder = { function: "/var/task", layer: "/opt/nodejs", runtime: "/var/runtime" }[rootOf(index)];
  return `${sysroot}${folder}/node_modules/${nameOf(index)}`;
}

function nameOf(index: number): string {
  return index % 4 === 3 ? `@scope-${index % 9}/package-${index}` : `package-${index}`;
}

function neighbours(index: number, packages: number): readonly number[] {
  return [...new Set([1, 2, 7, 20].map((step) => (index + step) % packages))].filter(
    (other) => other !== index,
  );
}
