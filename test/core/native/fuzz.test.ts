/**
 * Any bytes, and real files with bytes changed or cut off: an answer, soon, and no more read than the bound.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileSystem } from "../../../core/file-system.ts";
import { DynamicLoader } from "../../../core/native/dynamic-loader.ts";
import { type InProcess, link } from "../../../core/native/linkage.ts";
import { NativeFiles } from "../../../core/native/native-file.ts";
import { cpuTimeMs } from "../../support/cpu-time.ts";
import { library, nodeApiAddon } from "../support/library.ts";
import { MemoryFiles } from "../support/tree.ts";

const MAX_BYTES = 8 * 1024 * 1024;
/** 10,000 by default; a longer run asks for more. */
const RUNS = Number(process.env["FUZZ_RUNS"] ?? 10_000);
const SEED = Number(process.env["FUZZ_SEED"] ?? 1);
/** Of CPU time. */
const MAX_MS = 250;

/** Everything that can be asked about a file. */
function askAll(bytes: Uint8Array): void {
  let read = 0;
  const memory = new MemoryFiles({ elsewhere: { "f.node": bytes } });
  const files: FileSystem = {
    readFile: (path, max) => memory.readFile(path, max),
    readDir: (path, max) => memory.readDir(path, max),
    stat: (path) => memory.stat(path),
    realpath: (path) => memory.realpath(path),
    readAt(path, offset, length) {
      const answer = memory.readAt(path, offset, length);
      read += answer?.length ?? 0;
      return answer;
    },
  };
  const natives = new NativeFiles(files);
  const start = cpuTimeMs();
  const file = natives.read("/f.node");
  if (file === null) throw new Error("no file");
  expect(read).toBeLessThanOrEqual(MAX_BYTES);
  natives.addon(file);
  natives.definitions(file);
  for (const { versions } of natives.needs(file).slice(0, 2))
    for (const { index } of versions.slice(0, 2)) natives.symbolWanting(file, index);
  const inProcess: InProcess = new Map();
  link(file, new DynamicLoader({ files, natives, libraryPath: ["/"], arch: "x64" }), natives, inProcess);
  const took = cpuTimeMs() - start;
  if (took > MAX_MS) throw new Error(`took ${took} ms of CPU time`);
}

const written = [
  nodeApiAddon(9, {
    needed: ["f.node", "libc.so.6"],
    needs: { "libc.so.6": { "GLIBC_2.34": ["fstat"], "GLIBC_2.2.5?": ["a"] } },
  }),
  library({ soname: "x", offers: ["X_1", "X_2"], rpath: "$ORIGIN", runpath: "/x:$LIB", hash: "sysv" }),
  library({ bits: 32, endian: "big", wants: ["a"], offers: ["Y"], hash: "none", interpreter: "/lib/ld.so" }),
];
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Values that begin or end something, more often than any. */
const value = fc.oneof(fc.constantFrom(0, 1, 2, 0x7f, 0x80, 0xff), fc.nat(255));
const changes = fc.array(fc.tuple(place, value, fc.constantFrom(1, 1, 2, 4, 8)), {
  minLength: 1,
  maxLength: 8,
});

function mutated(
  bytes: Uint8Array,
  edits: readonly (readonly [number, number, number])[],
  kept: number,
): Uint8Array {
  const copy = bytes.slice(0, Math.max(1, Math.ceil(bytes.length * kept)));
  for (const [at, to, width] of edits)
    copy.fill(to, Math.floor(at * copy.length), Math.floor(at * copy.length) + width);
  return copy;
}

describe("no throw, no hang, bounded reads", () => {
  test("on any bytes that begin like an ELF file", () => {
    const tail = fc.uint8Array({ minLength: 0, maxLength: 600 });
    fc.assert(
      fc.property(fc.constantFrom(1, 2), fc.constantFrom(1, 2), tail, (bits, endian, rest) =>
        askAll(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, bits, endian, 1, ...rest])),
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });

  test.each(written.map((bytes, index) => [index, bytes] as const))(
    "on written file %i, mutated",
    (_, bytes) => {
      const kept = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, place);
      fc.assert(
        fc.property(changes, kept, (edits, part) => askAll(mutated(bytes, edits, part))),
        { numRuns: RUNS, seed: SEED },
      );
    },
  );

  test("on a real addon, mutated in its headers and tables", () => {
    const [path] = globSync("node_modules/*lightningcss*linux*/*.node", {
      cwd: join(import.meta.dirname, "../../.."),
    });
    if (path === undefined) throw new Error("no addon");
    const real = readFileSync(join(import.meta.dirname, "../../..", path));
    // Headers and tables are at its ends; the code between is left out, which cuts the file.
    const head = new Uint8Array(real.subarray(0, 100_000));
    fc.assert(
      fc.property(changes, (edits) =>
        askAll(
          mutated(
            head,
            edits.map(([at, to, width]) => [at * at, to, width] as const),
            1,
          ),
        ),
      ),
      { numRuns: Math.ceil(RUNS / 20), seed: SEED },
    );
  });
});
