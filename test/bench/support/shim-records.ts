/**
 * What the shim would have written while generated packages were loaded: for figures that begin where the
 * shim ends.
 */
import type { JournalRecord } from "../../../core/journal/records.ts";

/**
 * @param main the function's own module, which loads each package; a package's main module loads its `modules
 *   - 1` other ones
 */
export function recordsOfLoading(
  names: readonly string[],
  nodeModules: string,
  main: string,
  modules: number,
): JournalRecord[] {
  const { version: node, platform, arch, versions } = process;
  const facts = {
    node,
    platform,
    arch,
    abi: versions.modules,
    napi: versions["napi"] ?? "",
    nodePath: "",
    taskRoot: "",
  };
  const thread: JournalRecord = {
    tag: "thread",
    thread: 0,
    pid: process.pid,
    ...facts,
    startedAfterMs: 1,
    startMs: 1,
  };
  return [thread, ...names.flatMap((name) => loadsOf(`${nodeModules}/${name}`, name, main, modules))];
}

function loadsOf(folder: string, name: string, main: string, modules: number): JournalRecord[] {
  const load = (specifier: string, importer: string, path: string): JournalRecord => {
    return { tag: "resolution", thread: 0, how: "require", specifier, importer, path };
  };
  const index = `${folder}/index.js`;
  const parts = Array.from({ length: modules - 1 }, (_, part) =>
    load(`./part${part}`, index, `${folder}/part${part}.js`),
  );
  return [load(name, main, index), ...parts];
}
