/**
 * `node test/bench/analysis-cost.ts 150`: the CPU of one cold analysis of that many packages, all that an
 * extension does after a cold start's first invocation. One process is one sample: run it several times, with
 * the launcher's flags (layer-template/extensions/outcrop) and without.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Analysis } from "../../core/findings/engine/analysis.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";
import { realisticInput } from "../core/support/realistic-input.ts";

const packages = Number(process.argv[2]);
if (!Number.isSafeInteger(packages) || packages < 1) {
  console.error("usage: node test/bench/analysis-cost.ts PACKAGES");
  process.exit(2);
}
const sysroot = mkdtempSync(join(tmpdir(), "outcrop-bench-"));
try {
  const { records } = realisticInput(sysroot, packages);
  const before = process.cpuUsage();
  const began = performance.now();
  const analysis = new Analysis({
    files: nodeFileSystem,
    layout: { sysroot },
    accept: [],
    onProblem: () => {},
  });
  for (const record of records) analysis.observe(record);
  const { copies, findings } = analysis.settle();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000;
  console.log(
    `${process.version} ${packages} packages, ${records.length} records: ${copies.length} copies, ` +
      `${findings.length} findings, ` +
      `${cpu.toFixed(1)} ms CPU, ${wall.toFixed(1)} ms wall`,
  );
} finally {
  rmSync(sysroot, { recursive: true });
}
