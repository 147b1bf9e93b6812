/** The package in projects of the real Yarn, with Plug'n'Play, and the real pnpm (setup.sh). */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attachFolder } from "../attach-folder.ts";
import { installPackage } from "../cdk/package.ts";

const tools = resolve("dist/attach-tools/node_modules/.bin");
let folder = "";
let tarball = "";

beforeAll(async () => {
  // Outside of the checkout, so that no node_modules above is found.
  folder = mkdtempSync("/tmp/outcrop-managers-");
  installPackage(folder);
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: join(folder, "node_modules/outcrop"),
    encoding: "utf8",
  });
  tarball = join(folder, packed.trim());
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The guide's project, with the package from its tarball. */
function projectOf(manager: string): { cwd: string; run: (...parameters: string[]) => string } {
  const cwd = join(folder, manager);
  cpSync(join(attachFolder, "yarn-pnpm"), cwd, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
  expect(manifest.devDependencies).toEqual({ outcrop: version });
  const devDependencies = { outcrop: `file:${tarball}` };
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ ...manifest, devDependencies }));
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    CI: "true",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
  };
  const run = (...parameters: string[]): string =>
    execFileSync(join(tools, manager), parameters, { cwd, env, encoding: "utf8", stdio: "pipe" });
  return { cwd, run };
}

const isTheZip = (path: string): boolean => readFileSync(path).equals(readFileSync("dist/outcrop-layer.zip"));
const zip = "node_modules/outcrop/dist/outcrop-layer.zip";

test("Yarn's Plug'n'Play has no file at the guides' path, and the script finds the zip", () => {
  const { cwd, run } = projectOf("yarn");
  run("install", "--mode=skip-build");
  expect(existsSync(join(cwd, ".pnp.cjs"))).toBe(true);
  expect(existsSync(join(cwd, zip))).toBe(false);
  run("layer");
  expect(isTheZip(join(cwd, "outcrop-layer.zip"))).toBe(true);
}, 180_000);

test("with another linker, Yarn has the file at the guides' path", () => {
  const { cwd, run } = projectOf("yarn");
  writeFileSync(join(cwd, ".yarnrc.yml"), "nodeLinker: node-modules\n");
  run("install", "--mode=skip-build");
  expect(isTheZip(join(cwd, zip))).toBe(true);
}, 180_000);

test("pnpm links the package, and has the file at the guides' path", () => {
  const { cwd, run } = projectOf("pnpm");
  run("install", "--ignore-scripts", "--offline");
  expect(lstatSync(join(cwd, "node_modules/outcrop")).isSymbolicLink()).toBe(true);
  expect(isTheZip(join(cwd, zip))).toBe(true);
  run("run", "layer");
  expect(isTheZip(join(cwd, "outcrop-layer.zip"))).toBe(true);
}, 180_000);
