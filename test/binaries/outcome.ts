/**
 * What really happens to a file on a host. Addons are loaded by `process.dlopen`, each in a Node of its own;
 * programs are started. An outcome is kept in dist/ by the file's bytes, its place and the host, since
 * nothing else changes it.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type CorpusFile, top } from "./files.ts";
import { ordinaryEnvironment, type TestHost } from "./hosts.ts";

export interface Outcome {
  /** A load that was answered, or a program that ended with 0. */
  readonly worked: boolean;
  /** Of a load that threw; for a program that the kernel refused, the errno's name. */
  readonly code: string | null;
  readonly message: string | null;
  /** The signal that the load ended the process with. */
  readonly signal: string | null;
}

interface Due {
  readonly host: TestHost;
  readonly file: CorpusFile;
  readonly key: string;
}

const loader = join(import.meta.dirname, "load.cjs");
const starter = join(import.meta.dirname, "start.cjs");
/** An emulated Node takes a second to start. Files loaded in one go have the same outcome as alone. */
const EMULATED_BATCH = 12;

/** `nameOf` -> outcome, of every file on every host. */
export async function outcomesOf(
  files: readonly CorpusFile[],
  hosts: readonly TestHost[],
): Promise<ReadonlyMap<string, Outcome>> {
  const kept = readKept();
  const all = hosts.flatMap((host) => files.map((file) => ({ host, file, key: keyOf(file, host) })));
  const jobs = hosts.flatMap((host) =>
    jobsFor(
      all.filter((due) => due.host === host && kept[due.key] === undefined),
      host,
    ),
  );
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await run(job, kept);
  });
  await Promise.all(workers);
  keep(kept);
  return new Map(all.map(({ host, file, key }) => [nameOf(host, file), kept[key] as Outcome]));
}

export function nameOf(host: TestHost, file: CorpusFile): string {
  return `${host.name} ${file.name}`;
}

function jobsFor(due: readonly Due[], host: TestHost): Due[][] {
  const size = host.emulator.length > 0 ? EMULATED_BATCH : 1;
  const loads = due.filter(({ file }) => file.use === "load");
  const jobs = due.filter(({ file }) => file.use === "run").map((each) => [each]);
  for (let at = 0; at < loads.length; at += size) jobs.push(loads.slice(at, at + size));
  return jobs;
}

async function run(job: readonly Due[], kept: Record<string, Outcome>): Promise<void> {
  const [first] = job;
  if (first === undefined) return;
  if (first.file.use === "run") {
    kept[first.key] = await started(first);
    return;
  }
  const { host } = first;
  const { stdout, signal } = await ended([
    ...host.emulator,
    host.node,
    loader,
    ...job.map(({ file }) => file.path),
  ]);
  const told = stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Pick<Outcome, "code" | "message">);
  for (const [index, { key }] of job.entries()) {
    const each = told[index];
    if (each !== undefined) kept[key] = { worked: each.message === null, ...each, signal: null };
    else if (index === told.length)
      kept[key] = { worked: false, code: null, message: null, signal: signal ?? "none" };
  }
  await run(job.slice(told.length + 1), kept);
}

/**
 * Node 26 throws where older ones abort. The emulator is given the program itself: a Node under it would hand
 * the program to the real kernel.
 */
async function started({ host, file: { path } }: Due): Promise<Outcome> {
  const command =
    host.emulator.length > 0 ? [...host.emulator, path, "--version"] : [host.node, starter, path];
  const { exit, stderr } = await ended(command);
  const code = /(?:failed with error code |^Error: )(E[A-Z0-9]+)/m.exec(stderr)?.[1] ?? null;
  return { worked: exit === 0, code, message: null, signal: null };
}

function ended(
  command: readonly string[],
): Promise<{ exit: number | null; signal: string | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const [file, ...args] = command as [string, ...string[]];
    const child = spawn(file, args, {
      env: ordinaryEnvironment,
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 120_000,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (data) => (stdout += data));
    child.stderr.setEncoding("utf8").on("data", (data) => (stderr += data));
    child.on("error", reject);
    child.on("close", (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
}

const keptPath = join(top, "outcomes.json");
const method = [loader, starter, import.meta.filename]
  .reduce((hash, path) => hash.update(readFileSync(path)), createHash("sha256"))
  .digest("hex");

function keyOf({ sha256, path, use }: CorpusFile, { name, thread }: TestHost): string {
  return [method.slice(0, 8), use, sha256, path.slice(top.length), name, thread.node].join(" ");
}

function readKept(): Record<string, Outcome> {
  try {
    return JSON.parse(readFileSync(keptPath, "utf8")) as Record<string, Outcome>;
  } catch {
    return {};
  }
}

function keep(outcomes: Record<string, Outcome>): void {
  mkdirSync(top, { recursive: true });
  writeFileSync(`${keptPath}.${process.pid}`, JSON.stringify(outcomes, null, 1));
  renameSync(`${keptPath}.${process.pid}`, keptPath);
}
