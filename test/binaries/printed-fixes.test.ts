/**
 * What findings print to repair native files and packaging, run as printed: each project is harmed, Outcrop
 * judges it from the disk, and the command of its finding repairs it. Needs the registry and a compiler.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Analysis } from "../../core/findings/engine/analysis.ts";
import { type FindingCode, fixOf } from "../../core/findings/finding.ts";
import type { JournalRecord } from "../../core/journal/records.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";
import { nodeBinary } from "../../sandbox/runtime/nodes.ts";
import { failed, got, nativeEnd, nativeStart, spawned } from "../core/support/journal.ts";
import { load, thisProcess } from "../core/support/real-loads.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-test-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const cpu = process.arch;
const headers = (line: 22 | 24): string => join(dirname(nodeBinary(line)), "..");
const thisLine = { ...process.env, npm_config_nodedir: headers(24), npm_config_ignore_scripts: "true" };
const sh = (command: string, folder: string, env: NodeJS.ProcessEnv = thisLine): void => {
  execFileSync("/bin/sh", ["-ec", command], { cwd: folder, env, stdio: ["ignore", "ignore", "pipe"] });
};
const runs = (command: string, folder: string): boolean =>
  spawnSync("/bin/sh", ["-c", command], { cwd: folder, env: thisLine }).status === 0;
const node = (code: string): string => `"${process.execPath}" -e '${code}'`;

interface Harm {
  readonly code: FindingCode;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly harm?: (folder: string) => void;
  /** What the shim would have seen. */
  readonly seen: (at: (path: string) => string) => readonly JournalRecord[];
  /** A command that works only where nothing is harmed. */
  readonly check: string;
  readonly env?: NodeJS.ProcessEnv;
}

const addon = `prebuilds/linux-${cpu}/bufferutil.node`;
const libvips = `node_modules/@img/sharp-libvips-linux-${cpu}`;
const sharpAddon = `node_modules/@img/sharp-linux-${cpu}/lib/sharp-linux-${cpu}.node`;
const sharp: Omit<Harm, "harm"> = {
  code: "missing-library",
  dependencies: { sharp: "0.34.3" },
  seen: (at) => [nativeStart(at(sharpAddon)), nativeEnd(at(sharpAddon), "cannot open shared object file")],
  check: node('require("sharp")'),
};
const script = (lines: string): Harm => ({
  code: "missing-library",
  dependencies: {},
  harm: (folder) => put(join(folder, "bin/tool"), lines),
  seen: (at) => [spawned({ file: at("bin/tool"), code: 127 })],
  check: "bin/tool",
});
const engine = join(root, "libquery_engine.node");

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o755 });
}

test.each<[string, Harm]>([
  [
    "a native file that no install script made",
    {
      code: "unresolved-module",
      dependencies: { deasync: "0.1.28" },
      seen: (at) => [
        failed(at("node_modules/bindings/bindings.js"), at("node_modules/deasync/build/deasync.node")),
      ],
      check: node('require("deasync")'),
    },
  ],
  [
    "a native file that was built for another Node",
    {
      code: "abi-mismatch",
      dependencies: { "cpu-features": "0.0.10" },
      harm: (folder) =>
        sh("npm rebuild cpu-features --ignore-scripts=false", folder, {
          ...process.env,
          npm_config_nodedir: headers(process.version.startsWith("v22.") ? 24 : 22),
        }),
      seen: (at) => {
        const file = at("node_modules/cpu-features/build/Release/cpufeatures.node");
        return [nativeStart(file), nativeEnd(file, load([file], "").message)];
      },
      check: node('require("./node_modules/cpu-features/build/Release/cpufeatures.node")'),
    },
  ],
  [
    "native files for other Nodes alone",
    {
      code: "abi-mismatch",
      dependencies: { "sodium-native": "2.4.9" },
      seen: (at) => [got(at("index.js"), "sodium-native", at("node_modules/sodium-native/index.js"))],
      check: node('require("sodium-native")'),
    },
  ],
  [
    "a damaged build next to a file that fits",
    {
      code: "damaged-binary",
      dependencies: { bufferutil: "4.1.0" },
      harm: (folder) => {
        const built = join(folder, "node_modules/bufferutil/build/Release/bufferutil.node");
        mkdirSync(dirname(built), { recursive: true });
        cpSync(join(folder, "node_modules/bufferutil", addon), built);
        truncateSync(built, 40);
      },
      seen: (at) => {
        const file = at("node_modules/bufferutil/build/Release/bufferutil.node");
        return [nativeStart(file), nativeEnd(file, "file too short")];
      },
      check: node('require("node-gyp-build")("node_modules/bufferutil")'),
    },
  ],
  [
    "a program without its x bit",
    {
      code: "damaged-binary",
      dependencies: { esbuild: "0.25.0" },
      harm: (folder) => chmodSync(join(folder, `node_modules/@esbuild/linux-${cpu}/bin/esbuild`), 0o644),
      seen: (at) => [spawned({ file: at(`node_modules/@esbuild/linux-${cpu}/bin/esbuild`) })],
      check: `node_modules/@esbuild/linux-${cpu}/bin/esbuild --version`,
    },
  ],
  ["a script with the line ends of Windows", script("#!/bin/sh\r\nexit 0\r\n")],
  ["the same for env", script("#!/usr/bin/env sh\r\nexit 0\r\n")],
  [
    "a library that is not in its package",
    { ...sharp, harm: (folder) => rmSync(join(folder, libvips, "lib"), { recursive: true }) },
  ],
  [
    "a package with a library that is not there",
    { ...sharp, harm: (folder) => rmSync(join(folder, libvips), { recursive: true }) },
  ],
  [
    "a client that was not generated",
    {
      code: "unresolved-module",
      dependencies: { prisma: "6.5.0", "@prisma/client": "6.5.0" },
      harm: (folder) => {
        // Prisma's engines are not in the registry: the generator wants a file, and does not load it.
        writeFileSync(engine, "");
        put(
          join(folder, "prisma/schema.prisma"),
          'generator client {\n  provider = "prisma-client-js"\n}\n' +
            'datasource db {\n  provider = "sqlite"\n  url = "file:/tmp/x.db"\n}\n' +
            "model T {\n  id Int @id\n}\n",
        );
      },
      seen: (at) => [failed(at("node_modules/@prisma/client/default.js"), ".prisma/client/default")],
      check: node('process.exit(Object.keys(require("@prisma/client").Prisma.ModelName).length - 1)'),
      env: { PRISMA_QUERY_ENGINE_LIBRARY: engine, PRISMA_SCHEMA_ENGINE_BINARY: engine },
    },
  ],
  [
    "a package whose folder is incomplete",
    {
      code: "unresolved-module",
      dependencies: { ms: "2.1.3" },
      harm: (folder) => rmSync(join(folder, "node_modules/ms/index.js")),
      seen: (at) => [failed(at("index.js"), "ms")],
      check: node('require("ms")'),
    },
  ],
])(
  "the command repairs %s",
  (_, { code, dependencies, harm, seen, check, env = {} }) => {
    const folder = mkdtempSync(join(root, "case-"));
    const manifest = { name: "case", version: "1.0.0", dependencies };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    sh("npm install --ignore-scripts --no-audit --no-fund", folder);
    harm?.(folder);
    expect(runs(check, folder)).toBe(false);
    const analysis = new Analysis({
      files: nodeFileSystem,
      layout: { sysroot: "" },
      accept: [],
      onProblem: () => {},
    });
    analysis.observe({ ...thisProcess, taskRoot: folder });
    for (const record of seen((path) => join(folder, path))) analysis.observe(record);
    analysis.inspectLatent({ variable: () => null, cpuMs: () => 0 });
    const { findings } = analysis.settle();
    const finding = findings.find((one) => one.code === code);
    expect(findings.map((one) => one.code)).toContain(code);
    const command = /`([^`]+)`/.exec(finding === undefined ? "" : fixOf(finding))?.[1] ?? "exit 9";
    sh(command, folder, { ...thisLine, ...env });
    expect(runs(check, folder)).toBe(true);
  },
  600_000,
);
