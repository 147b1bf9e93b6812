/**
 * The reader on the test files of two programs that read binaries themselves: those of elfutils against
 * readelf, and those of file(1) against its own results.
 */
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { type NativeFile, NativeFiles } from "../../core/native/native-file.ts";
import { nodeFileSystem } from "../../extension/node-file-system.ts";
import { top } from "./files.ts";
import { linkingIn, readelf } from "./readelf.ts";

const folder = join(top, "sources");
execFileSync(join(import.meta.dirname, "sources.sh"), [folder], { stdio: ["ignore", "ignore", "pipe"] });

const natives = new NativeFiles(nodeFileSystem);
const filesIn = (pattern: string): readonly string[] =>
  globSync(join(folder, pattern)).filter((path) => statSync(path).isFile());
const elfFiles = filesIn("elfutils/*");
const magic = (path: string): boolean =>
  readFileSync(path).subarray(0, 4).equals(Buffer.from("\x7fELF", "latin1"));

const machines: Readonly<Record<string, string>> = {
  "Advanced Micro Devices X86-64": "x64",
  AArch64: "arm64",
  "Intel 80386": "ia32",
  ARM: "arm",
  "IBM S/390": "s390x",
};

test("there are many", () => expect(elfFiles.length).toBeGreaterThan(200));

test("the kind of each agrees with readelf", () => {
  const wrong = elfFiles.flatMap((path) => {
    const identity = natives.read(path)?.identity;
    if (!magic(path)) return identity?.format === "elf" ? [`${path}: read as ELF`] : [];
    const text = printed(path);
    const bits = /Class:\s+ELF(\d+)/.exec(text)?.[1];
    if (bits === undefined || identity?.format !== "elf") return identity?.format === "invalid" ? [] : [path];
    const machine = machines[/Machine:\s+(.*)/.exec(text)?.[1]?.trim() ?? ""];
    const endian = text.includes("little endian") ? "little" : "big";
    const isCpu = machine === undefined || identity.arch === machine || machine === "s390x" || bits === "32";
    return isCpu && identity.bits === Number(bits) && identity.endian === endian
      ? []
      : [`${path}: ${JSON.stringify(identity)} ${text.slice(0, 500)}`];
  });
  expect(wrong).toEqual([]);
}, 300_000);

test("what they need and are called agrees", () => {
  let compared = 0;
  const wrong = elfFiles.flatMap((path) => {
    const file = natives.read(path);
    if (!isLinked(file)) return [];
    compared++;
    const needs = natives
      .needs(file)
      .flatMap(({ library, versions }) => versions.map(({ name, weak }) => `${library} ${name} ${weak}`));
    const told = [file.dynamic?.needed ?? [], file.dynamic?.soname ?? null, needs.sort()];
    const text = printed(path);
    const expected = linkingIn(text);
    // readelf finds versions by section headers, which a loader does not need.
    if (!hasVersions(text)) for (const list of [told, expected]) list.pop();
    return JSON.stringify(told) === JSON.stringify(expected)
      ? []
      : [`${basename(path)} ${JSON.stringify(told)} ${JSON.stringify(expected)}`];
  });
  expect(compared).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
}, 300_000);

function hasVersions(text: string): boolean {
  return text.includes("Version needs section") || !text.includes("(VERNEED)");
}

/** readelf ends with 1 for a file that it complains about, and prints what it read. */
function printed(path: string): string {
  try {
    return readelf(path);
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? "");
  }
}

/** One that this project's loader rules are about, and whose tables a loader would read. */
function isLinked(file: NativeFile | null): file is NativeFile {
  const identity = file?.identity;
  const isHost = identity?.format === "elf" && (identity.arch === "x64" || identity.arch === "arm64");
  return isHost && file?.image != null && file.defect === null;
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^ELF/, "elf"],
  [/^Mach-O/, "mach-o"],
  [/^PE32/, "pe"],
];

test.each(filesIn("file/*.testfile").map((path) => [basename(path), path] as const))(
  "%s of file(1) is a binary only where file says so",
  (_, path) => {
    const result = readFileSync(path.replace(/testfile$/, "result"), "utf8");
    const kind = kinds.find(([pattern]) => pattern.test(result))?.[1] ?? null;
    const format = natives.read(path)?.identity.format ?? "";
    expect(["elf", "mach-o", "pe"].includes(format) ? format : null).toBe(kind);
  },
);
