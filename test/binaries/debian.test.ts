/**
 * The reader against binutils' readelf on every library and program that this machine's system has, of both
 * CPUs; and what it says about Lambda's levels against the versions that readelf prints.
 */
import { globSync, realpathSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../core/findings/engine/environment-world.ts";
import { hostOf } from "../../core/findings/native/host.ts";
import { policyCause } from "../../core/findings/native/policy-cause.ts";
import { compareVersions } from "../../core/findings/native/symbol-version.ts";
import type { ThreadRecord } from "../../core/journal/records.ts";
import { type NativeFile, NativeFiles } from "../../core/native/native-file.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";
import { thread } from "../core/support/journal.ts";
import { linkingIn, neededIn, readelf } from "./readelf.ts";

const MAX_FILES = 2_500;
const LEVELS: Readonly<Record<string, string>> = {
  GLIBC: "GLIBC_2.34",
  GLIBCXX: "GLIBCXX_3.4.29",
  CXXABI: "CXXABI_1.3.13",
};
const GLIBC = /^(?:lib(?:c|m|mvec|pthread|dl|rt|util|resolv|anl)\.so\.\d+|ld-linux[^/]*)$/;

const natives = new NativeFiles(nodeFileSystem);
const folders = ["/usr/lib/x86_64-linux-gnu", "/usr/aarch64-linux-gnu/lib", "/usr/bin", "/usr/sbin"];
const paths = [...new Set(folders.flatMap((folder) => globSync(`${folder}/**/*`)).map(realOf))]
  .filter((path) => path !== null && natives.read(path)?.identity.format === "elf")
  .slice(0, MAX_FILES) as string[];

function realOf(path: string): string | null {
  try {
    const real = realpathSync(path);
    return statSync(real).isFile() ? real : null;
  } catch {
    return null;
  }
}

const isLibrary = (file: NativeFile | null): file is NativeFile => file?.image != null;
const texts = new Map(paths.map((path) => [path, readelf(path)]));

test("there are many", () => expect(paths.length).toBeGreaterThan(300));

test("what they need and are called agrees", () => {
  const wrong = paths.flatMap((path) => {
    const file = natives.read(path);
    const text = texts.get(path) ?? "";
    if (!isLibrary(file)) return /Type:\s+(?:REL|CORE)/.test(text) ? [] : [`${path}: not read`];
    const told = [
      file.dynamic?.needed ?? [],
      file.dynamic?.soname ?? null,
      natives
        .needs(file)
        .flatMap(({ library, versions }) => versions.map(({ name, weak }) => `${library} ${name} ${weak}`))
        .sort(),
    ];
    const printed = linkingIn(text);
    return JSON.stringify(told) === JSON.stringify(printed)
      ? []
      : [`${path}: ${JSON.stringify(told)} ${JSON.stringify(printed)}`];
  });
  expect(wrong).toEqual([]);
}, 300_000);

test("the same of them would not load on Lambda", () => {
  const layout = { sysroot: "", libraryPath: "", runtime: "nodejs24.x" };
  let judged = 0;
  const wrong = (["x64", "arm64"] as const).flatMap((arch) => {
    const world = new EnvironmentWorld(nodeFileSystem, layout, () => {});
    world.processBegan(hostOf(thread({ arch, taskRoot: "/usr" }) as ThreadRecord));
    if (world.natives.libc === null) return [];
    return paths.flatMap((path) => {
      const file = natives.read(path);
      if (!isLibrary(file) || file.identity.format !== "elf" || file.identity.arch !== arch) return [];
      const newer = neededIn(texts.get(path) ?? "").filter(({ library, version, weak }) => {
        const kind = version.slice(0, version.indexOf("_"));
        const level = LEVELS[kind];
        const counts = kind === "GLIBC" ? GLIBC.test(library) : library === "libstdc++.so.6";
        return (
          level !== undefined && counts && !weak && /_\d/.test(version) && compareVersions(version, level) > 0
        );
      });
      judged++;
      const cause = policyCause(file, world.natives);
      const told = cause?.code === "newer-libc" && cause.needs.some(({ neededBy }) => neededBy === path);
      // A library that Lambda does not have comes first.
      return cause?.code === "missing-library" || told === newer.length > 0
        ? []
        : [`${path}: ${JSON.stringify(cause)} ${JSON.stringify(newer)}`];
    });
  });
  expect(judged).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
}, 300_000);
