import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  circlesIn,
  fileGraph,
  folderGraph,
  reachedFrom,
  sourcesBelow,
  specifiersIn,
  targetOf,
} from "./support/import-graph.ts";

interface Row {
  /** What it may import as well as itself. The name of a room means every row of that room. */
  readonly to: readonly string[];
  readonly packages: RegExp;
}

const none = /^(?!)/;
const any = /^/;
const semver = /^semver\/(functions|classes)\/[a-z-]+\.js$/;

/** Who may import whom. The row with the longest name that fits has the file. */
const arrows: Readonly<Record<string, Row>> = {
  shim: { to: ["core/journal"], packages: /^node:/ },
  extension: { to: ["core"], packages: /^(node:|pino$|@aws-lambda-powertools\/logger(\/types)?$)/ },

  // Pure: no input or output, so no node: module either.
  core: { to: [], packages: none },
  "core/journal": { to: ["core"], packages: none },
  "core/lock": { to: ["core"], packages: none },
  "core/layout": { to: ["core", "core/journal"], packages: none },
  "core/native": { to: ["core", "core/layout"], packages: none },
  // What the code of modules and copies says. It knows nothing of findings, which build on it.
  "core/explain/code": { to: ["core", "core/journal", "core/layout"], packages: none },
  "core/findings": {
    to: ["core", "core/journal", "core/layout", "core/lock", "core/native", "core/explain/code"],
    packages: semver,
  },
  "core/explain": {
    to: ["core", "core/journal", "core/layout", "core/findings", "core/explain/code"],
    packages: none,
  },
  "core/telemetry": {
    to: ["core", "core/journal", "core/layout", "core/findings", "core/explain", "core/explain/code"],
    packages: none,
  },

  page: { to: [], packages: /^node:(util|crypto)$/ },

  // The evaluator, which knows nothing of Outcrop, and what Outcrop has in CloudWatch.
  "cloudwatch/insights": { to: ["core/telemetry"], packages: none },
  "cloudwatch/metric-math": { to: ["page"], packages: none },
  "cloudwatch/preview": {
    to: ["core/telemetry", "page", "cloudwatch/insights", "cloudwatch/metric-math"],
    packages: none,
  },
  "cloudwatch/observability": {
    to: ["core", "page", "cloudwatch/metric-math", "cloudwatch/preview"],
    packages: none,
  },
  "cloudwatch/athena": { to: ["core"], packages: /^node:(fs|path)$/ },

  // Zips are read for the sandbox, too.
  "check/zip": { to: ["core"], packages: /^(node:|yauzl$)/ },
  check: { to: ["core", "page", "check/zip"], packages: /^(node:|acorn$|yaml$)/ },
  "check/layer-diff": {
    to: ["core", "page", "check"],
    packages: /^(semver\/(functions|ranges)\/[a-z-]+\.js|es-module-lexer\/js|cjs-module-lexer)$/,
  },
  "check/what-if": { to: ["core", "page", "check", "check/layer-diff"], packages: none },

  "incident/read": { to: ["core"], packages: /^(node:|yauzl$)/ },
  "incident/fetch": { to: ["core", "incident/read"], packages: /^(node:|@aws-sdk\/client-cloudwatch-logs$)/ },
  "incident/model": { to: ["core", "incident/read"], packages: none },
  "incident/analysis": { to: ["core", "incident/read", "incident/model"], packages: semver },
  "incident/report": {
    to: ["core", "page", "incident/read", "incident/model", "incident/analysis"],
    packages: any,
  },
  "incident/diff": {
    to: ["core", "page", "incident/model", "incident/analysis", "incident/report"],
    packages: none,
  },
  "incident/query": {
    to: ["core", "incident/read", "incident/model"],
    packages: /^(node:|@duckdb\/node-api$|cli-table3$)/,
  },

  command: {
    to: ["core", "check", "cloudwatch", "page", "incident", "sandbox", "command/shared"],
    packages: any,
  },
  "command/shared": { to: ["core", "page", "incident"], packages: /^node:/ },
  // What programs import from the npm package.
  "layer-template": { to: ["core"], packages: /^node:/ },
  // Runs in a user's CDK app.
  "layer-template/cdk": { to: [], packages: /^(node:|aws-cdk-lib(\/aws-[a-z]+)?$|constructs$)/ },
  sandbox: { to: ["core", "check/zip"], packages: any },
  // A program of its own, as the command is.
  "sandbox/demo": { to: ["core", "page", "sandbox", "command/shared"], packages: any },
  build: { to: ["core", "check", "cloudwatch", "page", "incident", "command", "sandbox"], packages: any },
  // What tests declare and measure becomes pages.
  "build/generate": {
    to: ["core", "cloudwatch", "command", "command/shared", "sandbox", "sandbox/demo", "build", "test"],
    packages: any,
  },
};

const rooms = [...new Set(Object.keys(arrows).map((name) => name.split("/")[0] as string))];
const files = fileGraph(rooms.flatMap(sourcesBelow));

const isIn = (folder: string, path: string): boolean => path.startsWith(`${folder}/`);

function rowOf(path: string): string | null {
  const names = Object.keys(arrows).filter((name) => isIn(name, path));
  return names.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** `core` means every row of core; within core it means the files at its top alone. */
function isAllowed(from: string, to: string, allowed: readonly string[]): boolean {
  const fromOutside = (name: string): boolean => !isIn(name, `${from}/`) && isIn(name, `${to}/`);
  return to === from || allowed.some((name) => name === to || fromOutside(name));
}

function isForbidden(source: string, specifier: string): boolean {
  const from = rowOf(source);
  const row = from === null ? undefined : arrows[from];
  if (from === null || row === undefined) return true;
  const target = targetOf(source, specifier);
  if (target === null) return !row.packages.test(specifier);
  const to = isIn("test", target) ? "test" : rowOf(target);
  return to === null || !isAllowed(from, to, row.to);
}

describe("the arrows between the rooms", () => {
  it("know every room that holds sources", () => {
    const folders = readdirSync(".", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const names = folders
      .map(({ name }) => name)
      .filter((name) => !/^(\.|(node_modules|dist|docs|test)$)/.test(name));
    expect(names.filter((name) => sourcesBelow(name).length > 0).sort()).toEqual([...rooms].sort());
    expect([...files.keys()].filter((source) => rowOf(source) === null)).toEqual([]);
  });

  it.each(Object.keys(arrows))("%s imports only what it may", (name) => {
    const sources = [...files.keys()].filter((source) => rowOf(source) === name);
    const broken = sources.flatMap((source) =>
      specifiersIn(source)
        .filter((specifier) => isForbidden(source, specifier))
        .map((specifier) => `${source} imports ${specifier}`),
    );
    expect(broken).toEqual([]);
  });

  it("lead from what goes into /opt to core and nowhere else", () => {
    const shipped = ["shim/shim.ts", "extension/main.ts", "extension/observer.ts"].flatMap((start) => [
      ...reachedFrom(start, files),
    ]);
    expect(shipped.length).toBeGreaterThan(100);
    expect(shipped.filter((source) => !/^(shim|extension|core)\//.test(source))).toEqual([]);
  });

  it.each([
    ["shim/shim.ts", "../core/findings/finding.ts"],
    ["core/native/elf.ts", "node:fs"],
    ["core/layout/paths.ts", "../native/elf.ts"],
    ["extension/main.ts", "../sandbox/index.ts"],
    ["cloudwatch/insights/evaluate.ts", "../observability/scope.ts"],
    ["incident/report/report.ts", "../../command/cli.ts"],
    ["incident/model/model.ts", "../analysis/analysis.ts"],
    ["page/html.ts", "../core/layout/paths.ts"],
    ["sandbox/sandbox.ts", "./demo/play.ts"],
    ["command/cli.ts", "../test/command/logs.ts"],
    ["command/cli.ts", "../extension/main.ts"],
  ])("forbid %s to import %s", (source, specifier) => {
    expect(files.has(source)).toBe(true);
    expect(isForbidden(source, specifier)).toBe(true);
  });

  it.each([
    ["extension/main.ts", "./lifecycle.ts"],
    ["shim/journal-file.ts", "node:fs"],
    ["core/layout/memo-files.ts", "../file-system.ts"],
  ])("see that %s imports %s, and allow it", (source, specifier) => {
    expect(specifiersIn(source)).toContain(specifier);
    expect(isForbidden(source, specifier)).toBe(false);
  });
});

describe("no import leads back to where it began", () => {
  it("from file to file, types included", () => expect(circlesIn(files)).toEqual([]));

  it("from folder to folder", () => expect(circlesIn(folderGraph(files))).toEqual([]));

  it("which is found where it is so", () => {
    const graph = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c"])],
      ["c", new Set(["b"])],
      ["d", new Set(["a"])],
    ]);
    expect(circlesIn(graph)).toEqual([["b", "c"]]);
  });
});
