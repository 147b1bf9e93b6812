/**
 * A control group with a CPU quota: what Lambda gives an environment. Both versions of control groups;
 * writing them takes root. The group also accounts for the CPU of everything that ran in it.
 *
 * The quota is the only bound: the group comes before everything else that runs on the machine, so that a
 * busy one looks like an idle one.
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Lambda's period as functions see it, shorter than the kernel's default of 100 ms: a process is stopped for
 * some ms at a time.
 */
const periodUs = 20_000;

/** The least quota that the kernel takes. A smaller share of the CPU has a longer period. */
const leastQuotaUs = 1_000;

/** The most that the kernel takes (sched_group_set_shares; cgroup-v2, cpu.weight). */
const mostShares = 262_144;
const mostWeight = 10_000;

export interface CpuGroup {
  /** Files that a process writes its id to in order to join. */
  readonly joins: readonly string[];
  /** From now on the members have this many CPUs together; null: all there are. */
  limit(cpus: number | null): void;
  cpuMs(): number;
  /** Process ids. */
  members(): readonly number[];
  /** Once all members have ended. */
  remove(): Promise<void>;
}

export interface Quota {
  readonly periodUs: number;
  readonly quotaUs: number;
}

/** @param cpus above 0 */
export function quotaOf(cpus: number): Quota {
  const period = Math.max(periodUs, Math.ceil(leastQuotaUs / cpus));
  return { periodUs: period, quotaUs: Math.max(leastQuotaUs, Math.round(period * cpus)) };
}

let opened = 0;

/**
 * @param cpus as `limit` takes it
 * @throws Error with the reason when no group can be made
 */
export function openCpuGroup(cpus: number | null): CpuGroup {
  const group = makeGroup(`outcrop-${process.pid}-${++opened}`);
  group.limit(cpus);
  return group;
}

function makeGroup(name: string): CpuGroup {
  const mounts = readFileSync("/proc/self/mounts", "utf8").split("\n").map(fieldsOf);
  const mountOf = (option: string): string | undefined =>
    mounts.find(({ type, options }) => type === "cgroup" && options.includes(option))?.path;
  const [cpu, accounting] = [mountOf("cpu"), mountOf("cpuacct")];
  if (cpu !== undefined && accounting !== undefined)
    return firstVersion(`${cpu}/${name}`, `${accounting}/${name}`);
  const unified = mounts.find(({ type }) => type === "cgroup2")?.path;
  if (unified === undefined) throw new Error("no control groups are mounted");
  return secondVersion(unified, `${unified}/${name}`);
}

function fieldsOf(line: string): { path: string; type: string; options: string[] } {
  const [, path = "", type = "", options = ""] = line.split(" ");
  return { path, type, options: options.split(",") };
}

function firstVersion(cpu: string, accounting: string): CpuGroup {
  const folders = [...new Set([cpu, accounting])];
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  writeFileSync(`${cpu}/cpu.shares`, String(mostShares));
  return {
    joins: folders.map((folder) => `${folder}/cgroup.procs`),
    limit(cpus) {
      const quota = cpus === null ? null : quotaOf(cpus);
      if (quota !== null) writeFileSync(`${cpu}/cpu.cfs_period_us`, String(quota.periodUs));
      writeFileSync(`${cpu}/cpu.cfs_quota_us`, String(quota?.quotaUs ?? -1));
    },
    cpuMs: () => Number(readFileSync(`${accounting}/cpuacct.usage`, "utf8")) / 1e6,
    members: () => membersOf(cpu),
    remove: () => removeAll(folders),
  };
}

function secondVersion(root: string, folder: string): CpuGroup {
  if (!readFileSync(`${root}/cgroup.subtree_control`, "utf8").includes("cpu"))
    writeFileSync(`${root}/cgroup.subtree_control`, "+cpu");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(`${folder}/cpu.max`)) throw new Error("control groups here have no CPU quota");
  writeFileSync(`${folder}/cpu.weight`, String(mostWeight));
  return {
    joins: [`${folder}/cgroup.procs`],
    limit(cpus) {
      const quota = cpus === null ? null : quotaOf(cpus);
      writeFileSync(`${folder}/cpu.max`, `${quota?.quotaUs ?? "max"} ${quota?.periodUs ?? periodUs}`);
    },
    cpuMs: () => Number(/^usage_usec (\d+)/m.exec(readFileSync(`${folder}/cpu.stat`, "utf8"))?.[1]) / 1e3,
    members: () => membersOf(folder),
    remove: () => removeAll([folder]),
  };
}

function membersOf(folder: string): number[] {
  return readFileSync(`${folder}/cgroup.procs`, "utf8").split("\n").filter(Boolean).map(Number);
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
