/**
 * The commands that findings print, run on packages from the registry: each package does not load before, and
 * loads after. Needs the registry.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { installFor, repair } from "../../core/findings/rules/shared/repair.ts";

const root = mkdtempSync(join(tmpdir(), "outcrop-test-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const cpu = process.arch;
const other = cpu === "x64" ? "arm64" : "x64";
const commandOf = (fix: string): string => /`([^`]+)`/.exec(fix)?.[1] ?? "";

interface Project {
  readonly name: string;
  readonly version: string;
  /** How it was installed wrongly. */
  readonly install: readonly string[];
  /** A file that is damaged after that. */
  readonly damaged?: string;
  readonly command: string;
}

const prebuilt = `node_modules/bufferutil/prebuilds/linux-${cpu}/bufferutil.node`;
test.each<[string, Project]>([
  [
    "for another system",
    {
      name: "lightningcss",
      version: "1.30.1",
      install: ["--os=darwin", `--cpu=${other}`],
      command: installFor({ cpu }),
    },
  ],
  [
    "for another CPU",
    {
      name: "@node-rs/crc32",
      version: "1.10.6",
      install: ["--os=linux", `--cpu=${other}`],
      command: installFor({ cpu }),
    },
  ],
  [
    "for another C library",
    {
      name: "@node-rs/crc32",
      version: "1.10.6",
      install: ["--os=linux", "--libc=musl"],
      command: installFor({ cpu }),
    },
  ],
  [
    "without its optional packages",
    { name: "@node-rs/crc32", version: "1.10.6", install: ["--omit=optional"], command: installFor({ cpu }) },
  ],
  [
    "with a file that is not whole",
    {
      name: "bufferutil",
      version: "4.1.0",
      install: [],
      damaged: prebuilt,
      command: commandOf(repair("bufferutil", `/var/task/${prebuilt}`, { cpu })),
    },
  ],
])(
  "a package installed %s",
  (_, { name, version, install, damaged, command }) => {
    const folder = mkdtempSync(join(root, "case-"));
    const dependencies = { [name]: version };
    writeFileSync(
      join(folder, "package.json"),
      JSON.stringify({ name: "case", version: "1.0.0", dependencies }),
    );
    const npm = ["install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", ...install];
    execFileSync("npm", npm, { cwd: folder });
    if (damaged !== undefined) writeFileSync(join(folder, damaged), "");
    const loads = (): boolean => {
      // bufferutil goes on in JavaScript: its native file is loaded by itself.
      const asked = damaged === undefined ? name : `./${damaged}`;
      return (
        spawnSync(process.execPath, ["-e", `require(${JSON.stringify(asked)})`], { cwd: folder }).status === 0
      );
    };
    expect(loads()).toBe(false);
    const env = { ...process.env, npm_config_ignore_scripts: "true" };
    execFileSync("/bin/sh", ["-c", command], { cwd: folder, env, stdio: "ignore" });
    expect(loads()).toBe(true);
  },
  300_000,
);
