/**
 * A package's repository at its version, in a folder of its own with the tools its tests need. From a folder
 * of repositories when one is given, else from the public host.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import type { TestedPackage } from "./packages.ts";

interface Manifest {
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/**
 * The folder of the package, made once for each version of it.
 * @param repositories holds a git repository under each package's name; null to fetch from the public host
 * @param node that builds what must be built
 * @throws Error when the version cannot be had, installed or built
 */
export function checkOut(
  tested: TestedPackage,
  { repositories, node, into }: { repositories: string | null; node: string; into: string },
): string {
  // Some tests look for the package by the name of its folder.
  const home = resolve(into, `${tested.name}-${tested.version}`);
  const folder = join(home, tested.name);
  if (existsSync(folder)) return folder;
  const work = join(home, "new");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const archive =
    repositories === null
      ? fetched(tested, work)
      : ["-C", join(repositories, tested.name), "archive", tested.ref];
  execFileSync("tar", ["-x", "-C", work], {
    input: execFileSync("git", archive, { maxBuffer: 1024 * 1024 * 1024 }),
  });
  rmSync(join(work, ".git"), { recursive: true, force: true });
  keepTools(join(work, "package.json"), tested.tools);
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env["PATH"]}` };
  const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  execFileSync("npm", install, { cwd: work, env, stdio: ["ignore", "ignore", "inherit"] });
  if (tested.build !== undefined) {
    const [command = "", ...args] = tested.build;
    execFileSync(command, args, { cwd: work, env, stdio: ["ignore", "ignore", "inherit"] });
  }
  renameSync(work, folder);
  return folder;
}

function fetched({ repository, ref }: TestedPackage, work: string): string[] {
  execFileSync("git", ["init", "--quiet", work]);
  execFileSync("git", ["-C", work, "fetch", "--quiet", "--depth", "1", repository, ref], {
    stdio: "inherit",
  });
  return ["-C", work, "archive", "FETCH_HEAD"];
}

/**
 * Linters, release tools and the like stay away: some cannot be had without a network of their own. No tools
 * named: all of them.
 */
function keepTools(path: string, tools: readonly string[]): void {
  if (tools.length === 0) return;
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const devDependencies = Object.fromEntries(
    Object.entries(manifest.devDependencies ?? {}).filter(([name]) => tools.includes(name)),
  );
  writeFileSync(path, JSON.stringify({ ...manifest, devDependencies }, null, 2));
}
