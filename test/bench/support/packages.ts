/** The real packages and the peers, installed from the lockfile on first use: once for each state of it. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { promisify } from "node:util";
import { benchOutput, benchSources } from "./places.ts";

/**
 * A folder with node_modules, the real functions (`real-cjs.cjs`, `real-esm.mjs`) and the peers' preloads in
 * it.
 * @throws Error with npm's complaint
 */
export async function installedPackages(progress: (text: string) => void): Promise<string> {
  const sources = `${benchSources}/packages`;
  const state = createHash("sha256")
    .update(readFileSync(`${sources}/package-lock.json`))
    .digest("hex")
    .slice(0, 8);
  const folder = `${benchOutput}/packages-${state}`;
  if (!existsSync(folder)) {
    progress("installing the real packages, once");
    const aside = `${folder}.${process.pid}`;
    mkdirSync(aside, { recursive: true });
    try {
      for (const name of ["package.json", "package-lock.json"])
        cpSync(`${sources}/${name}`, `${aside}/${name}`);
      await promisify(execFile)(
        "npm",
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"],
        { cwd: aside },
      );
      renameSync(aside, folder);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  }
  // Next to the packages, since each resolves them from its own folder.
  for (const name of ["functions", "preloads"])
    cpSync(`${benchSources}/${name}`, folder, { recursive: true });
  return folder;
}
