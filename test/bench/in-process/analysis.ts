/**
 * core's analysis of a first reading of the journal: packages of ten modules, each of which also requires the
 * two that come after it. Every tenth package is in a layer too, in another version: collisions are what
 * the analysis is for.
 */
import { Analysis } from "../../../core/findings/engine/analysis.ts";
import type { JournalRecord } from "../../../core/journal/records.ts";
import { nodeFileSystem } from "../../../extension/node-file-system.ts";
import { writePackages } from "../support/generated-packages.ts";
import { recordsOfLoading } from "../support/shim-records.ts";
import { Sysroot } from "../support/sysroot.ts";
import { printFirst, printSamples } from "./task.ts";

const [, , iterations = "20", only] = process.argv;
/** With one size asked for, it is run once, cold. */
const sizes = only === undefined ? [15, 150, 1_500] : [Number(only)];
const modules = 10;

function recordsOf(sysroot: string, size: number): JournalRecord[] {
  const task = `${sysroot}/var/task`;
  const nodeModules = `${task}/node_modules`;
  const names = writePackages(nodeModules, size, { modules });
  writePackages(`${sysroot}/opt/nodejs/node_modules`, size / 10, { modules, version: "2.0.0" });
  const uses = names.flatMap((name, at) =>
    [1, 2].map((step): JournalRecord => {
      const used = names[(at + step) % size] as string;
      const importer = `${nodeModules}/${name}/index.js`;
      return {
        tag: "resolution",
        thread: 0,
        how: "require",
        specifier: used,
        importer,
        path: `${nodeModules}/${used}/index.js`,
      };
    }),
  );
  const [thread, ...loads] = recordsOfLoading(names, nodeModules, `${task}/index.js`, modules);
  const nodePath = `${sysroot}/opt/nodejs/node_modules:${sysroot}/var/runtime/node_modules`;
  return [{ ...thread, nodePath } as JournalRecord, ...loads, ...uses];
}

const sysroots = sizes.map((size) => ({ size, sysroot: new Sysroot() }));
try {
  const tasks = sysroots.map(({ size, sysroot: { path } }) => {
    const records = recordsOf(path, size);
    return {
      name: `${size} packages`,
      run() {
        const analysis = new Analysis({
          files: nodeFileSystem,
          layout: { sysroot: path },
          accept: [],
          onProblem: () => {},
        });
        for (const record of records) analysis.observe(record);
        const { copies, findings } = analysis.settle();
        if (copies.length < size || findings.length < Math.floor(size / 10))
          throw new Error(`${copies.length} copies, ${findings.length} findings`);
      },
    };
  });
  if (only === undefined) await printSamples({ tasks, iterations: Number(iterations) });
  else printFirst(tasks);
} finally {
  for (const { sysroot } of sysroots) sysroot.remove();
}
