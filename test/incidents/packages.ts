/** Published packages for the incidents, installed once for each lockfile into dist/incidents. */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const source = join(import.meta.dirname, "packages");

/**
 * The `node_modules` of a set in test/incidents/packages.
 * @param cpu for which to take prebuilt binaries, as process.arch names it
 */
function installed(set: string, cpu: string = process.arch): string {
  const target = join("dist/incidents", `${set}-${cpu}`);
  mkdirSync(target, { recursive: true });
  const lock = join(source, set, "package-lock.json");
  const mark = join(target, "node_modules/.installed-from");
  const isFresh = (): boolean =>
    existsSync(mark) && readFileSync(mark, "utf8") === readFileSync(lock, "utf8");
  if (!isFresh()) {
    for (const name of ["package.json", "package-lock.json"])
      copyFileSync(join(source, set, name), join(target, name));
    // The kernel's lock: parallel test workers install once.
    const script =
      'cmp -s package-lock.json "$1" || { npm ci --ignore-scripts --os=linux --libc=glibc --cpu="$0" && ' +
      'cp package-lock.json "$1"; }';
    execFileSync("flock", ["package.json", "sh", "-c", script, cpu, "node_modules/.installed-from"], {
      cwd: target,
      stdio: "pipe",
    });
  }
  return join(target, "node_modules");
}

export interface Choice {
  readonly cpu?: string | undefined;
  /** Packages that are left out. */
  readonly without?: readonly string[];
}

/** Puts a set's packages into a folder's `node_modules`. */
export function install(set: string, nodeModules: string, { cpu, without = [] }: Choice = {}): void {
  const from = installed(set, cpu);
  const left = new Set(without.map((name) => join(from, name)));
  cpSync(from, nodeModules, { recursive: true, filter: (path) => !left.has(path) });
}
