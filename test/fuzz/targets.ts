/** The readers that are given what others wrote: every one is total and bounded, on any bytes. */
import { ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileSystem } from "../../core/file-system.ts";
import { parseAcceptances } from "../../core/findings/accept.ts";
import { accepts, acceptsLineOf, declarationOf, distance } from "../../core/findings/declared-range.ts";
import { parseStack } from "../../core/findings/failure/stack.ts";
import { traceOf } from "../../core/findings/failure/trace.ts";
import { decode, encode } from "../../core/journal/codec.ts";
import { decodeEndMark, encodeEndMark } from "../../core/journal/end-mark.ts";
import { placeInNodeModules } from "../../core/layout/copy.ts";
import { conditionsOf, exportedSubpaths, offerOf } from "../../core/layout/exports.ts";
import { parseHiddenLock } from "../../core/layout/hidden-lock.ts";
import { parsePackageJson } from "../../core/layout/package-json.ts";
import { identify } from "../../core/native/identify.ts";
import { LoaderCache } from "../../core/native/loader-cache.ts";
import { NativeFiles } from "../../core/native/native-file.ts";
import { JournalReader } from "../../extension/journal-reader.ts";
import { readSettings } from "../../extension/settings.ts";
import type { Target } from "./target.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const words = (...texts: readonly string[]): readonly Uint8Array[] => texts.map((text) => encoder.encode(text));
const sizeOf = (answer: unknown): number => (JSON.stringify(answer, plain) ?? "").length;

function plain(_: string, value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return [...value];
  return typeof value === "bigint" ? String(value) : value;
}

/** The input as the one file there is; what is read of it is counted. */
class OneFile implements FileSystem {
  bytesRead = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  readFile(_: string, maxBytes: number): { bytes: Uint8Array; truncated: boolean } {
    return { bytes: this.readAt("", 0, maxBytes), truncated: this.#bytes.length > maxBytes };
  }

  readAt(_: string, offset: number, length: number): Uint8Array {
    const bytes = this.#bytes.subarray(offset, offset + length);
    this.bytesRead += bytes.length;
    return bytes;
  }

  readDir(): null {
    return null;
  }

  stat(): { kind: "file"; size: number; mode: number; modifiedMs: number } {
    return { kind: "file", size: this.#bytes.length, mode: 0o755, modifiedMs: 0 };
  }

  realpath(path: string): string {
    return path;
  }
}

const journalPath = join(tmpdir(), `outcrop-fuzz-${process.pid}`);
let journalFile: number | undefined;

/** The descriptor outlives the file's name, as the extension's does. */
function journal(): number {
  if (journalFile === undefined) {
    journalFile = openSync(journalPath, "w+");
    rmSync(journalPath);
  }
  ftruncateSync(journalFile, 0);
  return journalFile;
}

const json = words(
  "[]",
  "0",
  "true",
  '""',
  '"x"',
  '{"',
  '":',
  "[[[[",
  "]]]]",
  "{}",
  '"__proto__":{"polluted":1}',
  "null",
  '"',
  "\\ud800",
  "1e999",
  "-0",
  "\uFEFF",
  '"constructor":{',
);
const packageWords = [
  ...json,
  ...words(
    '"exports":',
    '"./*":',
    '"node":',
    '"import":',
    '"default":',
    '"dependencies":{',
    '"peerDependenciesMeta":{',
    '"optional":true',
    '"bundleDependencies":',
  ),
  ...words('"overrides":{', '"npm:x@1"', '"workspace:*"'),
];

export const targets: readonly Target[] = [
  {
    name: "native",
    share: 0.2,
    maxBytes: 20_000,
    words: words(
      "\x7fELF",
      "MZ",
      "PE\0\0",
      "\xcf\xfa\xed\xfe",
      "\xca\xfe\xba\xbe",
      "GLIBC_2.38\0",
      "libc.so.6\0",
      "version https://git-lfs",
    ),
    operations: { base: 100_000, perByte: 20 },
    size: { base: 10_000, perByte: 60 },
    run(input) {
      const files = new OneFile(input);
      const natives = new NativeFiles(files);
      const file = natives.read("/a.node");
      if (file === null) return 0;
      const wanted = natives
        .needs(file)
        .flatMap(({ versions }) => versions.slice(0, 4).map(({ index }) => natives.symbolWanting(file, index)));
      const size = sizeOf([file, identify(input), natives.addon(file), natives.definitions(file), wanted]);
      return size + files.bytesRead / 16;
    },
  },
  {
    name: "loader-cache",
    share: 0.04,
    maxBytes: 8_192,
    words: words("glibc-ld.so.cache1.1", "libc.so.6\0", "/lib64/\0"),
    operations: { base: 30_000, perByte: 20 },
    size: { base: 1_000, perByte: 400 },
    run(input) {
      const cache = new LoaderCache(new OneFile(input));
      return sizeOf(["libc.so.6", "", "/"].map((name) => cache.pathsOf(name)));
    },
  },
  {
    name: "package-json",
    share: 0.15,
    maxBytes: 8_192,
    words: packageWords,
    operations: { base: 30_000, perByte: 10 },
    size: { base: 2_000, perByte: 30 },
    run(input) {
      const read = parsePackageJson(input);
      if (typeof read === "string") return read.length;
      const { exports } = read;
      const offers = ["", "a", "a/b.js", "__proto__"].map((subpath) => [
        offerOf(exports, subpath, "import"),
        conditionsOf(exports, subpath, 8),
      ]);
      const names = [...read.dependencies.keys(), ...read.peerDependencies.keys(), "__proto__"].slice(0, 20);
      return sizeOf([read, offers, exportedSubpaths(exports, 20), names.map((name) => declarationOf(read, name))]);
    },
  },
  {
    name: "hidden-lock",
    share: 0.12,
    maxBytes: 8_192,
    words: [...json, ...words('"packages":{', '"node_modules/', '"version":"1.0.0"', '"link":true')],
    operations: { base: 10_000, perByte: 5 },
    size: { base: 1_000, perByte: 10 },
    run: (input) => sizeOf(parseHiddenLock(input)),
  },
  {
    name: "range",
    share: 0.15,
    maxBytes: 2_048,
    words: words(
      " || ",
      " - ",
      "^",
      "~",
      ">=",
      "<",
      "*",
      "x",
      "-0",
      "-alpha.1",
      "+build",
      "npm:@a/b@",
      "workspace:*",
      "9007199254740993",
      "\n",
      "  ",
    ),
    operations: { base: 300_000, perByte: 50 },
    size: { base: 200, perByte: 1 },
    run(input) {
      const [range = "", version = "", other = ""] = decoder.decode(input).split("\n");
      return sizeOf([accepts(range, version), acceptsLineOf(range, version), distance(version, other)]);
    },
  },
  {
    name: "stack",
    share: 0.06,
    maxBytes: 16_384,
    words: words(
      "\n    at ",
      "async ",
      "new ",
      " (",
      ")",
      ":1:2",
      "file:///",
      "node:internal/",
      "eval at ",
      "<anonymous>",
      "/node_modules/",
      "%2f",
      "%zz",
      "?",
      "#",
      "/../",
    ),
    operations: { base: 300_000, perByte: 10 },
    size: { base: 1_000, perByte: 20 },
    run(input) {
      const lines = decoder.decode(input).split("\n");
      const frames = parseStack(lines);
      for (const { path } of frames) if (!/^(?:\/|node:)/.test(path)) throw new Error(`no absolute path: ${path}`);
      const trace = traceOf(lines, (path) => ({ package: "p", version: null, root: "other", path: "/", ...placeInNodeModules(path) }));
      return sizeOf([frames, trace]);
    },
  },
  {
    name: "journal",
    share: 0.04,
    maxBytes: 80_000,
    words: words('["r",0,', '["f",0,"invoke",1,', '["t",0,', '["N",0,', '"require"', "null]", "\n", "]", '"', "1e999", "\\u0000"),
    operations: { base: 30_000, perByte: 5 },
    size: { base: 2_000, perByte: 40 },
    run(input) {
      const file = journal();
      let complaints = 0;
      const reader = new JournalReader(file, () => complaints++);
      // As it comes: in two pieces, the second cut off from the first anywhere.
      const half = input.length >> 1;
      writeSync(file, input, 0, half, 0);
      const records = reader.read();
      writeSync(file, input, half, input.length - half, half);
      records.push(...reader.read());
      // The reader would swallow what decode throws.
      for (const line of decoder.decode(input).split("\n")) decode(line);
      for (const record of records) {
        const line = encode(record);
        if (JSON.stringify(decode(line.trimEnd())) !== JSON.stringify(record)) throw new Error(`not read back as it was: ${line}`);
      }
      return sizeOf(records) + complaints;
    },
  },
  {
    name: "end-mark",
    share: 0.062,
    maxBytes: 512,
    words: words("[1,", "null,", '"id",', "1]", "1e999", " ".repeat(64)),
    operations: { base: 1_000, perByte: 1 },
    size: { base: 400, perByte: 3 },
    run(input) {
      const mark = decodeEndMark(decoder.decode(input));
      if (mark !== null && JSON.stringify(decodeEndMark(encodeEndMark(mark))) === "null")
        throw new Error("a mark that is none when written");
      return sizeOf(mark);
    },
  },
  {
    name: "outcrop-json",
    share: 0.098,
    maxBytes: 8_192,
    words: [...json, ...words('"accept":[', '{"code":"shadowed-package","package":"a","reason":"b"},', '"code":"toString"')],
    operations: { base: 20_000, perByte: 5 },
    size: { base: 10_000, perByte: 4 },
    run: (input) => sizeOf(parseAcceptances(input)),
  },
  {
    name: "settings",
    share: 0.08,
    maxBytes: 1_024,
    words: words(
      "OUTCROP_DETAIL=",
      "OUTCROP_EMIT=",
      "OUTCROP_LOG_LEVEL=",
      "modules",
      "on-change",
      "silent",
      "\n",
      "__proto__=",
      "toString=",
    ),
    operations: { base: 2_000, perByte: 1 },
    size: { base: 1_000, perByte: 1 },
    run(input) {
      const lines = decoder
        .decode(input)
        .split("\n")
        .map((line) => line.split("="));
      const env = Object.fromEntries(lines.map(([name = "", ...value]) => [name, value.join("=")]));
      const complaints: string[] = [];
      return sizeOf([readSettings(env, (problem) => complaints.push(problem)), complaints]);
    },
  },
];
