/**
 * The published loaders of native files, asked which file they choose; and Outcrop's answer to the same
 * question.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { EnvironmentWorld } from "../../core/findings/engine/environment-world.ts";
import type { PackageJson } from "../../core/layout/package-json.ts";
import { nativeChoices } from "../../core/native/choice/choose.ts";
import type { Choice, LoaderHost } from "../../core/native/choice/loader.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";
import { fetchPackages, top } from "../binaries/files.ts";
import type { Package } from "../binaries/packages.ts";
import { type Folder, writeTree } from "../core/support/tree.ts";

const pin = (name: string, version: string, integrity: string): Package => ({ name, version, integrity });

const loaders: readonly Package[] = [
  pin(
    "node-gyp-build",
    "4.8.4",
    "sha512-LA4ZjwlnUblHVgq0oBF3Jl/6h/Nvs5fzBLwdEF4nuxnFdsfajde4WfxtJr3CaiH+F6ewcIB/q4jQ4UzPyid+CQ==",
  ),
  pin(
    "node-gyp-build-optional-packages",
    "5.2.2",
    "sha512-s+w+rBWnpTMwSFbaE0UXsRlg7hU4FjekKU4eyAih5T8nJuNZT1nNsskXpxmeqSK9UzkBl6UgRlnKc8hz8IEqOw==",
  ),
  pin(
    "bindings",
    "1.5.0",
    "sha512-p2q/t/mhvuOj/UeLlV6566GD/guowlr0hHxClI0W9m7MWYkL1F0hLo+0Aexs9HSPCtR1SXQ0TD3MMKrXZajbiQ==",
  ),
  pin(
    "file-uri-to-path",
    "1.0.0",
    "sha512-0Zt+s3L7Vf1biwWZ29aARiVYLx7iMGnEUl9x33fbB/j3jR81u/O2LbqK+Bm1CDSNDKVtJ/YjwY7TUd5SkeLQLw==",
  ),
  pin(
    "@mapbox/node-pre-gyp",
    "2.0.3",
    "sha512-uwPAhccfFJlsfCxMYTwOdVfOz3xqyj8xYL3zJj8f0pb30tLohnnFPhLuqp4/qoEz8sNxe4SESZedcBojRefIzg==",
  ),
  pin(
    "detect-libc",
    "2.1.2",
    "sha512-Btj2BOOO83o3WyH59e8MgXsxEQVcarkUOpEYrubB0urwnN10yQ364rsiByU11nZlqWYZm05i/of7io4mzihBtQ==",
  ),
  pin(
    "semver",
    "7.8.6",
    "sha512-9lpSSU4Mly3mrtruwLs1eLK6+gzbzqeBFwRNjIjE+9LuDpWdYctrQlQ3ej1Ilgi7gknpsTRnPoLP8DpCHqHIJw==",
  ),
  pin(
    "consola",
    "3.4.2",
    "sha512-5IKcdX0nnYavi6G7TtOhwkYzyjfJlatbjMjuLSfE2kYT5pMDOilZ4OvMhi637CcDICTmz3wARPoyhqyX1Y+XvA==",
  ),
  pin(
    "@node-rs/crc32",
    "1.10.8",
    "sha512-gOYKFwkojSdWrSmreCcGocRcAXSpRkNZYxv6nscmtddSWBKVGypdMbfLxu5qgmymdaCNApajuwZblYEfs7HswA==",
  ),
  pin(
    "sharp",
    "0.35.5",
    "sha512-Ywn4OnzGukp7CDMrp08RQ50YKmuwG47brZgIVPTvBaaAfQlRlygrRqSrxdCiL9M+LlzLBiJ68IR1QqvzHyjC7g==",
  ),
  pin(
    "esbuild",
    "0.28.2",
    "sha512-HKVLS8dvII+xoKW9kmqxbRKrnWEXfJJr/FZhhJmiqIB0e053QNYFqOBouTMO/k5sID4MvCiUCvv8b9M4h32wIA==",
  ),
  pin(
    "msgpackr-extract",
    "3.0.4",
    "sha512-4kmO/MdyUIkLIvTPr8VHLil4AtoKIoniWPIEk5+CDy0xnWC84azhSFmuJ7PxZdsYtiP5kEeQsORAVIeMgxT+Hw==",
  ),
];

export type LoaderName =
  | "node-gyp-build"
  | "node-gyp-build-optional-packages"
  | "bindings"
  | "node-pre-gyp"
  | "napi-rs"
  | "sharp"
  | "esbuild";

const modules = join(top, "loaders/node_modules");

/** The published package, so that its own code is what chooses. */
export function published(name: string): string {
  fetchPackages(loaders, (each) => join(modules, each));
  return join(modules, name);
}

export interface Pretended {
  readonly arch?: "x64" | "arm64";
  readonly abi?: string;
  readonly napi?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const trees: string[] = [];
afterAll(() => {
  for (const folder of trees.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files below it, and the named published packages in its node_modules. */
export function treeOf(files: Folder, packages: readonly string[] = []): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "outcrop-choice-")));
  trees.push(folder);
  writeTree({ elsewhere: files }, folder);
  for (const name of packages)
    cpSync(published(name), join(folder, "node_modules", name), { recursive: true });
  return folder;
}

/**
 * What the real loader takes, in its order, each after the one before could not be loaded.
 * @param name what the package's code asks `bindings` for
 */
export function realChoice(
  loader: LoaderName,
  directory: string,
  { env = {}, ...host }: Pretended = {},
  name = "",
): readonly string[] {
  published(loader === "node-pre-gyp" ? "@mapbox/node-pre-gyp" : "node-gyp-build");
  const question = JSON.stringify({ loader, directory, host, modules, name });
  const told = execFileSync(process.execPath, [join(import.meta.dirname, "real-loader.cjs"), question], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...env },
    cwd: "/",
  });
  return JSON.parse(told.split("\n").at(-2) ?? "[]") as string[];
}

export function ourHost({
  arch = "x64",
  abi = process.versions.modules,
  napi = "10",
  env = {},
}: Pretended = {}): LoaderHost {
  return {
    node: process.version,
    platform: "linux",
    arch,
    libc: "glibc",
    abi,
    napi,
    variable: (name) => env[name] || null,
  };
}

export function ourChoices(directory: string, pretended: Pretended = {}): readonly Choice[] {
  const world = new EnvironmentWorld(nodeFileSystem, { sysroot: "" }, () => {});
  const manifest = world.packages.read(directory) as PackageJson;
  return nativeChoices({ path: directory, manifest }, ourHost(pretended), world);
}

/** The files of the package's only choice; none where it has none. */
export function ourChoice(directory: string, pretended: Pretended = {}): readonly string[] {
  const choices = ourChoices(directory, pretended);
  if (choices.length > 1) throw new Error(`${choices.length} choices in ${directory}`);
  return choices[0]?.files ?? [];
}
