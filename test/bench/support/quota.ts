/**
 * A CPU quota as Lambda sets it for a memory size: 1,769 MB have one vCPU (Lambda developer guide, memory and computing power), others their share
 * of it. Control groups of version 1 and 2; writing them takes root. The group also accounts for the CPU of everything that ran in it.
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const oneCpuMb = 1_769;

/** Lambda's period as functions see it, shorter than the kernel's default of 100 ms: a process is stopped for some ms at a time. */
const periodUs = 20_000;

export interface Group {
  /** Files that a process writes its id to in order to join. */
  readonly joins: readonly string[];
  cpuMs(): number;
  /** Once all members have ended. */
  remove(): Promise<void>;
}

/** @throws Error with the reason when no group can be made; callers leave the row out */
export function openGroup(memoryMb: number | null): Group {
  const name = `outcrop-bench-${process.pid}`;
  const quotaUs = memoryMb === null ? null : Math.round((periodUs * memoryMb) / oneCpuMb);
  const mounts = readFileSync("/proc/self/mounts", "utf8").split("\n").map(fieldsOf);
  const mountOf = (option: string): string | undefined =>
    mounts.find(({ type, options }) => type === "cgroup" && options.includes(option))?.path;
  const [cpu, accounting] = [mountOf("cpu"), mountOf("cpuacct")];
  if (cpu !== undefined && accounting !== undefined) return firstVersion(`${cpu}/${name}`, `${accounting}/${name}`, quotaUs);
  const unified = mounts.find(({ type }) => type === "cgroup2")?.path;
  if (unified === undefined) throw new Error("no control groups are mounted");
  return secondVersion(unified, `${unified}/${name}`, quotaUs);
}

function fieldsOf(line: string): { path: string; type: string; options: string[] } {
  const [, path = "", type = "", options = ""] = line.split(" ");
  return { path, type, options: options.split(",") };
}

function firstVersion(cpu: string, accounting: string, quotaUs: number | null): Group {
  const folders = [...new Set([cpu, accounting])];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  if (quotaUs !== null) {
    writeFileSync(`${cpu}/cpu.cfs_period_us`, String(periodUs));
    writeFileSync(`${cpu}/cpu.cfs_quota_us`, String(quotaUs));
  }
  return {
    joins: folders.map((folder) => `${folder}/cgroup.procs`),
    cpuMs: () => Number(readFileSync(`${accounting}/cpuacct.usage`, "utf8")) / 1e6,
    remove: () => removeAll(folders),
  };
}

function secondVersion(root: string, folder: string, quotaUs: number | null): Group {
  if (!readFileSync(`${root}/cgroup.subtree_control`, "utf8").includes("cpu")) writeFileSync(`${root}/cgroup.subtree_control`, "+cpu");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(`${folder}/cpu.max`)) throw new Error("the cpu controller cannot be had");
  if (quotaUs !== null) writeFileSync(`${folder}/cpu.max`, `${quotaUs} ${periodUs}`);
  return {
    joins: [`${folder}/cgroup.procs`],
    cpuMs: () => Number(/^usage_usec (\d+)/m.exec(readFileSync(`${folder}/cpu.stat`, "utf8"))?.[1]) / 1e3,
    remove: () => removeAll([folder]),
  };
}

/** A killed member leaves the group a moment after its parent has heard of its end. */
async function removeAll(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    for (let attempt = 0; existsSync(folder) && attempt < 100; attempt++) {
      try {
        rmdirSync(folder);
      } catch {
        await sleep(10);
      }
    }
  }
}
