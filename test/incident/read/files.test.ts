/** Files and folders: which are read, in what order, and how far. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Problem } from "../../../core/telemetry/log-event.ts";
import { fileChunks, joined } from "../../../incident/read/chunks.ts";
import { type Progress, readLogs } from "../../../incident/read/read-logs.ts";
import { logFiles, streamOfPath } from "../../../incident/read/walk.ts";

const top = mkdtempSync(join(tmpdir(), "outcrop-read-"));
let folder = "";
let problems: Problem[] = [];
const tell = (problem: Problem): void => void problems.push(problem);
beforeEach(() => {
  folder = mkdtempSync(join(top, "logs-"));
  problems = [];
});
afterAll(() => rmSync(top, { recursive: true }));

function write(path: string, content: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function messages(paths: readonly string[], options: object = {}): Promise<string[]> {
  const read: string[] = [];
  for await (const batch of readLogs(paths, { onProblem: tell, ...options }))
    read.push(...batch.map(({ message }) => message));
  return read;
}

describe("a folder", () => {
  it("is walked in the order of names, without hidden files at its top or the test file of an export", () => {
    for (const path of ["b.log", "a/2.log", "a/1.log", ".hidden", "a/.kept", "a/aws-logs-write-test"])
      write(path, "x\n");
    const names = logFiles([folder], tell).map(({ path }) => path.slice(folder.length + 1));
    expect(names).toEqual(["a/.kept", "a/1.log", "a/2.log", "b.log"]);
    expect(problems).toEqual([]);
  });

  it("is read once, also where it holds a link to itself", () => {
    write("a.log", "x\n");
    symlinkSync(folder, join(folder, "again"));
    expect(logFiles([folder, folder], tell)).toHaveLength(1);
  });

  it("deeper than any export is named and left out; the rest is read", () => {
    const deep = Array.from({ length: 18 }, (_, depth) => `d${depth}`).join("/");
    write(`${deep}/lost.log`, "lost\n");
    write("z.log", "kept\n");
    expect(logFiles([folder], tell).map(({ path }) => path)).toEqual([join(folder, "z.log")]);
    expect(problems.map(({ message }) => message)).toEqual([
      "this folder is more than 16 levels deep; it was skipped",
    ]);
  });

  it("a path that is not there is named", () => {
    const file = join(folder, "none");
    expect(logFiles([file], tell)).toEqual([]);
    expect(problems).toEqual([
      { file, line: 1, message: "cannot be read: ENOENT; expected a file or a folder" },
    ]);
  });
});

describe("an S3 export's path", () => {
  it.each([
    ["exports/task/2026-11-20-[$LATEST]ab12/000000.gz", "2026/11/20/[$LATEST]ab12"],
    ["exports/task/own-stream/000001.gz", "own-stream"],
    ["000000.gz", null],
    ["exports/task/2026-11-20-[7]ab/part.gz", null],
  ])("%s is of the stream %s", (path, stream) => {
    expect(streamOfPath(path)).toBe(stream);
  });
});

describe("reading", () => {
  it("takes stdin, files and gzip in the order they are given, and says how far it is", async () => {
    const [one, two] = [write("one.log", "one\n"), write("two.gz", gzipSync("two\n"))];
    const told: Progress[] = [];
    const options = {
      stdin: Readable.from([Buffer.from("std"), "in\n"]),
      onProgress: (progress: Progress) => void told.push(progress),
    };
    expect(await messages([two, "-", one], options)).toEqual(["two", "stdin", "one"]);
    expect(told.at(-1)).toEqual({
      files: 3,
      filesRead: 3,
      bytes: 4 + gzipSync("two\n").length,
      bytesRead: 4 + gzipSync("two\n").length + 6,
    });
    for (const [index, { bytesRead }] of told.entries())
      expect(bytesRead).toBeGreaterThanOrEqual(told[index - 1]?.bytesRead ?? 0);
  });

  it("goes on with the next file where one fails in the middle", async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from("before\n");
        throw Object.assign(new Error("gone"), { code: "EIO" });
      })(),
    );
    expect(await messages(["-", write("next.log", "next\n")], { stdin: broken })).toEqual(["before", "next"]);
    expect(problems).toEqual([
      { file: "-", line: 1, message: "reading failed: EIO; the data before it was read" },
    ]);
  });

  it("lets go of a file that is left in the middle", async () => {
    const file = write("long.log", "line\n".repeat(1_000_000));
    for (let times = 0; times < 50; times++) {
      for await (const batch of readLogs([file], { onProblem: tell })) {
        expect(batch.length).toBeGreaterThan(0);
        break;
      }
    }
    expect(openFilesNamed("long.log")).toBe(0);
  });
});

describe("chunks", () => {
  const bytes = Buffer.from(Array.from({ length: 400_000 }, (_, number) => `${number}\n`).join(""));

  it("of a file are its bytes, and stay until the next but one is asked for", async () => {
    const chunks = fileChunks(write("many", bytes));
    const read: Buffer[] = [];
    let held: { readonly chunk: Buffer; readonly copy: Buffer } | null = null;
    for await (const chunk of chunks) {
      if (held !== null) expect(held.chunk.equals(held.copy)).toBe(true);
      held = { chunk, copy: Buffer.from(chunk) };
      read.push(held.copy);
    }
    expect(read.length).toBeGreaterThan(2);
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  });

  it("are joined to larger ones without loss", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 1_500_000 }), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.sort((left, right) => left - right), bytes.length];
        async function* pieces(): AsyncGenerator<Buffer> {
          for (const [index, place] of places.entries())
            yield bytes.subarray(place, places[index + 1] ?? bytes.length);
        }
        const read: Buffer[] = [];
        for await (const chunk of joined(pieces())) read.push(Buffer.from(chunk));
        expect(Buffer.concat(read).equals(bytes)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

function openFilesNamed(name: string): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).endsWith(name);
    } catch {
      return false;
    }
  }).length;
}
