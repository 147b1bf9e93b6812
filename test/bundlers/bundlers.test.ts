/**
 * What real bundlers write is recognised, the files next to it are read, and the environment's line says what could
 * not be seen.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isBundle } from "../../core/layout/bundle.ts";
import { type BundleContents, BundleReader } from "../../core/layout/bundled/bundle-contents.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";
import { runFunction } from "../../sandbox/index.ts";
import { linesOf, ofType, withLayer } from "../support/layer-run.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-bundlers-"));
const app = join(folder, "app");
const out = join(folder, "out");
const guide = "docs/attach/bundled";
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  cpSync(join(import.meta.dirname, "app"), app, { recursive: true });
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  execFileSync("npm", install, { cwd: app, stdio: "pipe" });
  execFileSync(process.execPath, ["bundle.mjs", out], { cwd: app, stdio: "pipe" });
}, 600_000);

const bundlers = { esbuild: 12, rolldown: 12, rollup: 12, tsup: 6, webpack: 6, ncc: 6 };

function bundleOf(folder: string): string {
  const [file = ""] = readdirSync(folder).filter((one) => /^index\.m?js$/.test(one));
  return join(folder, file);
}

const codeOf = (name: string) => codeIn(join(out, name));

function codeIn(folder: string) {
  const path = bundleOf(folder);
  return { size: statSync(path).size, head: readFileSync(path, "latin1").slice(0, 65_536) };
}

describe("a bundle", () => {
  it.each(Object.entries(bundlers))("of %s is recognised, in all %d forms", (bundler, count) => {
    const names = readdirSync(out).filter(
      (name) => name.startsWith(`${bundler}-`) && name !== "tsup-external",
    );
    expect(names).toHaveLength(count);
    const missed = names.filter((name) => !isBundle(codeOf(name), false));
    // Rollup leaves nothing but the code of ES modules, if it does not minify them.
    const plain = names.filter((name) => /^rollup-modules.*(?<!-min)$/.test(name));
    expect(missed.filter((name) => !plain.includes(name))).toEqual([]);
    expect(names.filter((name) => !isBundle(codeOf(name), true))).toEqual(plain);
  });

  it("is not one that left out all packages", () => {
    expect(isBundle(codeOf("tsup-external"), true)).toBe(false);
    expect(isBundle(codeOf("tsup-external"), false)).toBe(false);
  });
});

/** What each entry of the app packs; of the second dayjs no lock says the version. */
const packed: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  "commonjs.js": {
    "node_modules/dayjs": "1.11.19",
    "node_modules/legacy-dates": null,
    "node_modules/legacy-dates/node_modules/dayjs": null,
    "node_modules/lodash": "4.17.21",
    "node_modules/zod": "4.1.13",
  },
  "mixed.mjs": {
    "node_modules/dayjs": "1.11.19",
    "node_modules/legacy-dates": null,
    "node_modules/legacy-dates/node_modules/dayjs": null,
    "node_modules/lodash": "4.17.21",
    "node_modules/uuid": "13.0.0",
    "node_modules/zod": "4.1.13",
  },
  "modules.mjs": { "node_modules/uuid": "13.0.0", "node_modules/zod": "4.1.13" },
};

/** @throws if nothing says what is in the bundle */
function contentsOf(task: string): BundleContents {
  const problems: unknown[] = [];
  const reader = new BundleReader(nodeFileSystem, (problem) => problems.push(problem));
  const steps = reader.reading(bundleOf(task), task);
  let step = steps.next();
  while (!step.done) step = steps.next();
  expect(problems).toEqual([]);
  if (step.value === null) throw new Error(`nothing says what is in ${task}`);
  return step.value;
}

const versions = ({ copies }: BundleContents) =>
  Object.fromEntries(copies.map(({ place: at, version }) => [at, version]));

describe("what is in a bundle", () => {
  /** A copy of the bundle's folder, with the lock, and with what `keeps` takes. */
  const place = (name: string, keeps: (file: string) => boolean): string => {
    const task = join(folder, "tasks", name);
    rmSync(task, { recursive: true, force: true });
    mkdirSync(task, { recursive: true });
    for (const file of readdirSync(join(out, name)))
      if (/^index\.m?js$/.test(file) || keeps(file)) cpSync(join(out, name, file), join(task, file));
    cpSync(join(app, "package-lock.json"), join(task, "package-lock.json"));
    return task;
  };
  const entryOf = (name: string): string => /^[a-z]+-([^-]+)/.exec(name)?.[1] ?? "";
  const namesOf = (pattern: RegExp): string[] =>
    readdirSync(out).filter((name) => pattern.test(name) && name !== "tsup-external");

  it.each(Object.entries(bundlers))("is in the source map of %s, in all %d forms", (bundler, count) => {
    const names = namesOf(new RegExp(`^${bundler}-`));
    expect(names).toHaveLength(count);
    for (const name of names) {
      const task = place(name, (file) => file.endsWith(".map"));
      const found = contentsOf(task);
      expect(found.from, name).toBe(`${bundleOf(task)}.map`);
      expect(versions(found), name).toEqual(packed[entryOf(name)]);
    }
  });

  it.each([
    ["metafile of esbuild", /^esbuild-/, "index.meta.json"],
    ["metafile of tsup", /^tsup-/, "metafile-cjs.json"],
    ["stats of webpack", /^webpack-/, "stats.json"],
  ])("is in the %s", (_, pattern, file) => {
    for (const name of namesOf(pattern)) {
      const task = place(name, (one) => one === file);
      const found = contentsOf(task);
      expect(found.from, name).toBe(join(task, file));
      expect(versions(found), name).toEqual(packed[entryOf(name)]);
    }
  });

  it("is in a map at the bundle's end, and a map in sections", () => {
    const name = "esbuild-mixed.mjs-cjs-min";
    const task = place(name, () => false);
    const map = readFileSync(join(out, name, "index.js.map"));
    const code = readFileSync(join(task, "index.js"), "utf8").replace(
      "sourceMappingURL=index.js.map",
      `sourceMappingURL=data:application/json;charset=utf-8;base64,${map.toString("base64")}`,
    );
    writeFileSync(join(task, "index.js"), code);
    const inline = contentsOf(task);
    expect(inline.from).toBe(join(task, "index.js"));
    expect(versions(inline)).toEqual(packed["mixed.mjs"]);

    const sectioned = place(name, () => false);
    const sections = [{ offset: { line: 0, column: 0 }, map: JSON.parse(map.toString()) }];
    writeFileSync(join(sectioned, "index.js.map"), JSON.stringify({ version: 3, sections }));
    const found = contentsOf(sectioned);
    expect(versions(found)).toEqual(packed["mixed.mjs"]);
  });

  it("becomes resolutions and findings", async () => {
    const task = place("esbuild-mixed.mjs-cjs-min", (file) => file.endsWith(".map"));
    const { logs, responses } = await runFunction({ ...withLayer({ task }), events: [{}, {}] });
    expect(responses.map(({ ok }) => ok)).toEqual([true, true]);
    const lines = linesOf(logs.extensions["outcrop"]);
    const bundled = ofType(lines, "resolution").filter(({ how }) => how === "bundled");
    expect(Object.fromEntries(bundled.map(({ path, version }) => [path, version ?? null]))).toEqual(
      Object.fromEntries(
        Object.entries(packed["mixed.mjs"] ?? {}).map(([at, version]) => [
          `/var/task/index.js#${at}`,
          version,
        ]),
      ),
    );
    expect(ofType(lines, "environment")).toMatchObject([
      { coverage: "bundled", bundle_maps: "/var/task/index.js.map" },
    ]);
    expect(ofType(lines, "finding")).toMatchObject([
      { code: "duplicate-instance", package: "dayjs", severity: "info" },
    ]);
    const [first, second] = ofType(lines, "invocation");
    expect(first).toMatchObject({ new_copies: ofType(lines, "resolution").length });
    // It loaded nothing new: what is left out is as in the line before.
    expect(first).toHaveProperty("packages_fingerprint");
    expect(second).not.toHaveProperty("packages_fingerprint");
  });
});

describe("a guide's file", () => {
  const commands: Readonly<Record<string, readonly string[]>> = {
    "esbuild.mjs": ["esbuild.mjs"],
    "rolldown.config.mjs": ["node_modules/rolldown/bin/cli.mjs", "--config", "rolldown.config.mjs"],
    "rollup.config.mjs": ["node_modules/rollup/dist/bin/rollup", "--config", "rollup.config.mjs"],
    "tsup.config.mjs": ["node_modules/tsup/dist/cli-default.js", "--config", "tsup.config.mjs"],
    // webpack has its command line in another package.
    "webpack.config.cjs": ["--eval", 'require("webpack")(require("./webpack.config.cjs")).run(() => {})'],
  };

  it("has a command here", () => expect(readdirSync(guide).sort()).toEqual(Object.keys(commands).sort()));

  it.each(Object.entries(commands))("%s makes a bundle that Outcrop reads", (file, command) => {
    cpSync(join(app, "mixed.mjs"), join(app, "index.mjs"));
    cpSync(join(guide, file), join(app, file));
    const task = join(app, "dist");
    rmSync(task, { recursive: true, force: true });
    execFileSync(process.execPath, command, { cwd: app, stdio: "pipe" });
    expect(isBundle(codeIn(task), true)).toBe(true);
    expect(versions(contentsOf(task))).toEqual(packed["mixed.mjs"]);
    const map = JSON.parse(readFileSync(`${bundleOf(task)}.map`, "utf8")) as { sourcesContent?: unknown[] };
    expect(map.sourcesContent?.filter(Boolean) ?? []).toEqual([]);
  });
});

describe("the environment's line", () => {
  const coverage = async (task: string, env: Record<string, string> = {}) => {
    const { logs, responses } = await runFunction({ ...withLayer({ task, env }), events: [{}] });
    expect(responses.map(({ ok }) => ok)).toEqual([true]);
    return ofType(linesOf(logs.extensions["outcrop"]), "environment").map((line) => line["coverage"]);
  };

  it.each([
    "esbuild-mixed.mjs-cjs-min",
    "webpack-commonjs.js-cjs-min",
    "ncc-mixed.mjs-own",
    "rollup-modules.mjs-esm-min",
    // By its map alone.
    "rollup-modules.mjs-esm",
  ])("of %s says bundled", async (name) => expect(await coverage(join(out, name))).toEqual(["bundled"]));

  it("says full where Node resolves the packages, and none without the wrapper", async () => {
    const task = join(out, "tsup-external");
    cpSync(join(app, "node_modules/dayjs"), join(task, "node_modules/dayjs"), { recursive: true });
    for (const name of ["legacy-dates", "lodash", "uuid", "zod"])
      cpSync(join(app, "node_modules", name), join(task, "node_modules", name), { recursive: true });
    expect(await coverage(task)).toEqual(["full"]);
    expect(await coverage(task, { AWS_LAMBDA_EXEC_WRAPPER: "" })).toEqual(["none"]);
  });
});
