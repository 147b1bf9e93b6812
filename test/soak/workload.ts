/**
 * The function under soak and what is asked of it. Its packages are loaded one by one, at growing intervals,
 * from the function and from a layer; every tenth is in both, which is a finding. Now and then it throws,
 * or takes so long that the extension has nothing left to do meanwhile.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SandboxOptions } from "../../sandbox/index.ts";
import { writePackages } from "../bench/support/generated-packages.ts";

export interface SoakEvent {
  readonly load?: string;
  readonly fail?: true;
  readonly kill?: true;
  readonly pauseMs?: number;
}

export interface Workload {
  readonly options: SandboxOptions;
  /** Names of its packages, in the order of their loads. */
  readonly names: readonly string[];
}

const modules = 3;
const both = 10;
const growth = 1.05;
const failEvery = 97;
const pauseEvery = 500;
const pauseMs = 60;

const source = `
  exports.handler = async ({ load, fail, kill, pauseMs }) => {
    if (load !== undefined) require(load);
    if (kill) process.kill(process.pid, "SIGKILL");
    if (pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (fail) throw new RangeError("asked for");
    return load ?? null;
  };`;

/**
 * Writes function and layer.
 * @param folder which every process of the environment names in a variable
 */
export function writeWorkload(folder: string, packages: number, node: string): Workload {
  const task = `${folder}/function`;
  const layer = `${folder}/layer`;
  mkdirSync(task, { recursive: true });
  mkdirSync(layer);
  const names = Array.from({ length: packages }, (_, at) => {
    const write = (nodeModules: string, version: string): string[] =>
      writePackages(nodeModules, 1, { prefix: `lazy-${at}-`, version, modules });
    const inFunction = at % 2 === 0 ? write(`${task}/node_modules`, "1.0.0") : [];
    const inLayer = at % 2 === 1 || at % both === 0 ? write(`${layer}/nodejs/node_modules`, "2.0.0") : [];
    return [...inFunction, ...inLayer][0] as string;
  });
  writeFileSync(`${task}/index.js`, source);
  return {
    names,
    options: {
      task,
      layers: [layer, process.env["OUTCROP_TEST_LAYER"] ?? resolve("dist/layer")],
      node,
      timeoutMs: 120_000,
      initTimeoutMs: 120_000,
      env: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper", OUTCROP_SOAK: folder },
    },
  };
}

/** How many packages so many invokes load. */
export function loadsOf(invokes: number): number {
  let loads = 0;
  for (let at = 1; at <= invokes; at = nextLoad(at)) loads++;
  return loads;
}

/** After a load in this invoke, counted from 1. */
export function nextLoad(at: number): number {
  return Math.max(at + 1, Math.ceil(at * growth));
}

/** @param at counted from 1 */
export function eventOf(at: number, load: string | undefined): SoakEvent {
  return {
    ...(load !== undefined && { load }),
    ...(at % failEvery === 0 && { fail: true }),
    ...(at % pauseEvery === 0 && { pauseMs }),
  };
}
