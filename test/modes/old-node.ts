/**
 * Node lines that Lambda still runs and no longer offers, from the registry's packages of Node's own
 * binaries.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The binary of the line's last release, installed into dist/ on first use. */
export function oldNode(line: 16 | 18 | 20): string {
  const name = `node-linux-${process.arch}`;
  const folder = resolve("dist/old-nodes", String(line));
  const binary = join(folder, "node_modules", name, "bin/node");
  if (existsSync(binary)) return binary;
  const work = `${folder}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  writeFileSync(
    join(work, "package.json"),
    JSON.stringify({ private: true, dependencies: { [name]: String(line) } }),
  );
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: work,
    stdio: "pipe",
  });
  rmSync(folder, { recursive: true, force: true });
  renameSync(work, folder);
  return binary;
}
