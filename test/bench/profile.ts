/**
 * What the cost consists of: CPU profiles, summed over several processes, of the extension from its first
 * event to its second question, and of the function of about 600 modules while it loads with the shim. `npm
 * run profile`; no other process should be busy.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import Table from "cli-table3";
import { encodeEndMark } from "../../core/journal/end-mark.ts";
import { nodeBinary, nodeLines } from "../../sandbox/runtime/nodes.ts";
import { LambdaApi } from "../support/lambda-api.ts";
import { lineOf } from "../support/written-failure.ts";
import { builtLayer } from "./support/layer.ts";
import { installedPackages } from "./support/packages.ts";
import { recordsOfLoading } from "./support/shim-records.ts";
import { Sysroot } from "./support/sysroot.ts";

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const processes = 7;
const flags = ["--cpu-prof", "--cpu-prof-interval", "100"];

/** The first that fits names the share. */
const shares: readonly (readonly [string, (name: string, url: string) => boolean])[] = [
  ["the shim", (_, url) => url.endsWith("shim.cjs")],
  ["the extension's start", (_, url) => url.endsWith("extension.cjs")],
  ["analysis and lines", (_, url) => url.endsWith("observer.cjs")],
  [
    "Node's chain of hooks",
    (name, url) =>
      url.includes("customization_hooks") || /WithHooks$|^convert(URL|CJS)|^defaultResolve/.test(name),
  ],
  [
    "URLs for the hooks",
    (name, url) => url === "node:internal/url" || /^pathToFileURL$|^fileURLToPath$/.test(name),
  ],
  [
    "compiling our bundles or the function's modules",
    (name) => name === "wrapSafe" || name === "compileSourceTextModule",
  ],
  ["loading Node's own modules", (name) => name === "compileForInternalLoader" || name === "requireBuiltin"],
  ["garbage collection", (name) => name === "(garbage collector)"],
  ["V8 and the kernel outside of JavaScript", (name) => name === "(program)"],
];

function sumUp(folder: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"))) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Profile;
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    for (const [at, id] of samples.entries()) {
      const { functionName = "", url = "" } = frames.get(id) ?? {};
      if (functionName === "(idle)") continue;
      const share = shares.find(([, fits]) => fits(functionName, url))?.[0] ?? "everything else";
      sums.set(share, (sums.get(share) ?? 0) + (timeDeltas[at] ?? 0) / 1000 / processes);
    }
  }
  return sums;
}

async function extensionOf(node: string, folder: string): Promise<void> {
  const { folder: layer } = await builtLayer();
  const sysroot = new Sysroot();
  sysroot.attach(layer, node);
  const task = `${sysroot.path}/var/task`;
  const api = await LambdaApi.start();
  try {
    sysroot.emptyTmp();
    const env = { AWS_LAMBDA_RUNTIME_API: api.address, OUTCROP_SYSROOT: sysroot.path };
    sysroot.renewJournal();
    writeFileSync(
      sysroot.journal,
      recordsOfLoading(["zod", "lodash"], `${task}/node_modules`, `${task}/index.js`, 5).map(lineOf).join(""),
    );
    execFileSync("mkfifo", [sysroot.alive]);
    const alive = openSync(sysroot.alive, constants.O_RDWR);
    const journal = openSync(sysroot.journal, "r");
    const bundle = `${sysroot.path}/opt/outcrop/extension.cjs`;
    const launched = ["an-identifier", "0", "0", "{}", "0123456789abcdef"];
    const command = [
      ...flags,
      "--cpu-prof-dir",
      folder,
      "--no-opt",
      "--optimize-for-size",
      bundle,
      ...launched,
    ];
    // As the launcher's shell starts it, and hands over one invocation that has ended.
    const stdio = ["pipe", "ignore", "ignore", "ignore", "ignore", "pipe", "ignore", alive, journal] as const;
    const child = spawn(node, command, { env, stdio: [...stdio] });
    await once((child.stdio as readonly unknown[])[5] as Readable, "data");
    const mark = encodeEndMark({
      count: 1,
      requestId: "a",
      failure: null,
      shimMs: 1,
      journalWhole: true,
      journalBytes: null,
    });
    child.stdin?.write(`invoke a\nmark ${mark}\ngo ${Date.now() + 10_000}\n`);
    await api.received("/next");
    api.send({ eventType: "SHUTDOWN", shutdownReason: "SPINDOWN", deadlineMs: Date.now() + 2_000 });
    await once(child, "exit");
    for (const descriptor of [alive, journal]) closeSync(descriptor);
  } finally {
    api.stop();
    sysroot.remove();
  }
}

async function loadOf(node: string, folder: string): Promise<void> {
  const packages = await installedPackages(() => {});
  const { shim } = await builtLayer();
  const sysroot = new Sysroot();
  sysroot.renewJournal();
  const env = { OUTCROP_ATTACH: "1", OUTCROP_SYSROOT: sysroot.path };
  const command = [...flags, "--cpu-prof-dir", folder, "--require", shim, `${packages}/real-cjs.cjs`];
  const { status, stderr } = spawnSync(node, command, { env, cwd: packages, encoding: "utf8" });
  sysroot.remove();
  if (status !== 0) throw new Error(stderr);
}

async function profile(title: string, run: (node: string, folder: string) => Promise<void>): Promise<void> {
  const columns: Map<string, number>[] = [];
  for (const line of nodeLines) {
    const folder = mkdtempSync(join(tmpdir(), "outcrop-profile-"));
    for (let at = 0; at < processes; at++) await run(nodeBinary(line), folder);
    columns.push(sumUp(folder));
    rmSync(folder, { recursive: true });
  }
  const table = new Table({
    head: [title, ...nodeLines.map((line) => `Node ${line}, ms`)],
    style: { head: [], border: [] },
  });
  const names = [...shares.map(([name]) => name), "everything else"].filter((name) =>
    columns.some((sums) => sums.has(name)),
  );
  for (const name of names) table.push([name, ...columns.map((sums) => (sums.get(name) ?? 0).toFixed(1))]);
  console.log(table.toString());
}

await profile("the extension, from its first event to the end", extensionOf);
await profile("a function of about 600 modules with the shim", loadOf);
