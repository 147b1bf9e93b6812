/** What the figures were measured on: two machines' figures are not comparable, only their ratios. */
import { execFileSync } from "node:child_process";
import { cpus, release, totalmem } from "node:os";
import { nodeBinary, nodeLines } from "../../sandbox/runtime/nodes.ts";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly arch: string;
  readonly kernel: string;
  readonly memoryMb: number;
  /** Node line -> its exact version. */
  readonly nodes: Readonly<Record<string, string>>;
}

export function thisMachine(): Machine {
  const version = (binary: string): string =>
    execFileSync(binary, ["--version"], { encoding: "utf8" }).trim();
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    arch: process.arch,
    kernel: release(),
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    nodes: Object.fromEntries(nodeLines.map((line) => [line, version(nodeBinary(line))])),
  };
}

export function describeMachine({ cpu, cores, arch, kernel, memoryMb, nodes }: Machine): string {
  return (
    `${cpu}, ${cores} cores, ${arch}, ${memoryMb} MB, Linux ${kernel}, Node ` +
    `${Object.values(nodes).join(" and ")}`
  );
}
