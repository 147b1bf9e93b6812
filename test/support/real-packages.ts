/** Packages of this repository, with all that they depend on, as a function would carry them. */
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const repository = join(import.meta.dirname, "../..");

export function installPackages(task: string, names: readonly string[]): void {
  const done = new Set<string>();
  for (const name of names) install(task, name, repository, done);
}

/**
 * Copies the package as `from` sees it to the same place below the task. A copy includes its own
 * node_modules, but not what is hoisted.
 */
function install(task: string, name: string, from: string, done: Set<string>): void {
  const folder = find(name, from);
  if (folder === undefined || done.has(folder)) return;
  done.add(folder);
  const target = join(task, relative(repository, folder));
  mkdirSync(dirname(target), { recursive: true });
  cpSync(folder, target, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
    string,
    Record<string, string> | undefined
  >;
  for (const dependency of Object.keys({ ...manifest["dependencies"], ...manifest["peerDependencies"] }))
    install(task, dependency, folder, done);
}

function find(name: string, from: string): string | undefined {
  for (let folder = from; folder.startsWith(repository); folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}
