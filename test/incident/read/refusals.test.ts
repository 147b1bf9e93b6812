/** Each file that holds no log gets a message: what it looks like, and what to do. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { Problem } from "../../../core/telemetry/log-event.ts";
import { readLogs } from "../../../incident/read/read-logs.ts";
import type { FileReading } from "../../../incident/read/recognised.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-refusals-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string, stdin?: Readable) {
  const problems: Problem[] = [];
  const readings: FileReading[] = [];
  const messages: string[] = [];
  const options = {
    onProblem: (problem: Problem) => void problems.push(problem),
    onFile: (reading: FileReading) => void readings.push(reading),
    ...(stdin !== undefined && { stdin }),
  };
  for await (const events of readLogs([path], options))
    messages.push(...events.map(({ message }) => message));
  return {
    messages,
    readings,
    told: [...problems.map(({ message }) => message), ...readings.map(({ looksLike }) => looksLike)],
  };
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("a file without logs", () => {
  it.each<readonly [string, string | Buffer, RegExp]>([
    ["empty.json", "", /this file is empty; check the command that wrote it/],
    ["blank.json", "\n \n", /this file is empty/],
    ["empty.gz", gzipSync(""), /this file is empty/],
    ["report.pdf", "%PDF-1.7\n%\u00e2\u00e3", /this is a PDF; export the logs as text, JSON or CSV/],
    ["screen.png", Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1"), /this is a picture/],
    ["addon.node", readFileSync(process.execPath).subarray(0, 5_000), /this is a program or library/],
    ["logs.parquet", Buffer.from("PAR1\x15\0\x15", "latin1"), /this is a Parquet file; query it with SELECT/],
    ["logs.xz", Buffer.from("\xfd7zXZ\0\0", "latin1"), /this is compressed with xz; unpack it first/],
    [
      "login.html",
      "<!DOCTYPE html>\n<html><title>Sign in</title>",
      /this is a web page, such as a page to log in/,
    ],
    ["export.xml", '<?xml version="1.0"?>\n<results/>', /this is XML/],
    ["running.json", '{"results":[],"status":"Running"}', /this Insights query is still running/],
    ["none.json", '{"results":[],"status":"Complete"}', /this Insights query has no results/],
    [
      "started.json",
      '{"queryId":"12ab3456-12ab-123a-789e-1234567890ab"}',
      /this is the answer of start-query/,
    ],
    [
      "no-events.json",
      '{"events":[],"searchedLogStreams":[]}',
      /this answer has no events; widen its time range/,
    ],
    ["streams.json", '{"logStreams":[{"logStreamName":"a"}]}', /this is a list of streams or groups/],
    [
      "denied.txt",
      "\nAn error occurred (AccessDeniedException) when calling the FilterLogEvents operation",
      /error message of the AWS CLI/,
    ],
    [
      "times.csv",
      "@timestamp,@logStream\n2026-03-14 03:12:03.000,ab\n",
      /no column of this CSV holds messages .*such as @message/,
    ],
    [
      "hosts.csv",
      "Date,Host\n2026-03-14,orders\n",
      /no column of this CSV holds messages \(its columns are Date, Host\)/,
    ],
    [
      "numbers.csv",
      "price;count\n1;2\n",
      /this looks like CSV with the columns price;count; none holds log lines/,
    ],
  ])("%s", async (name, content, expected) => {
    const { told } = await read(file(name, content));
    expect(told).toContainEqual(expect.stringMatching(expected));
  });

  it("a folder", async () => {
    mkdirSync(join(folder, "nothing"));
    expect((await read(join(folder, "nothing"))).told).toEqual([
      "no files are here; give the files of logs, or their folder",
    ]);
  });
});

/** Written by Python's zipfile, another implementation. */
function zip(name: string, entries: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  const script =
    "import json,sys,zipfile\nwith zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED) as z:\n" +
    " for name, text in json.loads(sys.argv[2]).items(): z.writestr(name, text)\n";
  execFileSync("python3", ["-c", script, path, JSON.stringify(entries)]);
  return path;
}

describe("a zip", () => {
  it("of logs is read entry by entry, each by its own shape", async () => {
    const path = zip("logs.zip", {
      "a/tail.log": "2026-03-14T03:12:03.000000+00:00 2026/03/14/[7]ab one\n",
      "b.json": JSON.stringify({ events: [{ timestamp: 1773457923000, message: "two\n" }] }),
      "__MACOSX/._b.json": "no log",
    });
    const { messages, readings, told } = await read(path);
    expect(messages).toEqual(["one", "two"]);
    expect(readings.map(({ file: name, shapes }) => [name, shapes])).toEqual([
      [`${path}/a/tail.log`, [["aws logs tail", 1]]],
      [`${path}/b.json`, [["CloudWatch's events in JSON", 1]]],
    ]);
    expect(told).toEqual([null, null]);
  });

  it("of code, of a document, and a damaged one are named", async () => {
    const bytes = readFileSync(zip("once.zip", { "a.log": "one\n".repeat(1_000) }));
    const cases: readonly (readonly [string, RegExp])[] = [
      [zip("code.zip", { "index.js": "1", "node_modules/zod/package.json": "{}" }), /this is a zip of code/],
      [
        zip("table.xlsx", { "[Content_Types].xml": "<x/>" }),
        /this is an Office document; save the table of logs as CSV/,
      ],
      [file("cut.zip", bytes.subarray(0, bytes.length - 30)), /the zip is damaged/],
      [zip("none.zip", {}), /the zip holds no files/],
      [zip("inner.zip", { "a.zip": "PK\u0003\u0004" }), /a zip in a zip is not read/],
    ];
    for (const [path, expected] of cases)
      expect((await read(path)).told).toContainEqual(expect.stringMatching(expected));
  });

  it("on stdin is read like a file", async () => {
    const bytes = readFileSync(zip("piped.zip", { "a.log": "one\n", "b.log": "two\n".repeat(20_000) }));
    const half = bytes.length >> 1;
    const stdin = Readable.from([bytes.subarray(0, half), bytes.subarray(half)]);
    const { messages, readings, told } = await read("-", stdin);
    expect(messages).toEqual(["one", ...Array.from({ length: 20_000 }, () => "two")]);
    expect(readings.map(({ file: name }) => name)).toEqual(["-/a.log", "-/b.log"]);
    expect(told).toEqual([null, null]);
  });

  it("on stdin that is damaged, or too long to be held, is named", async () => {
    const bytes = readFileSync(zip("piped-cut.zip", { "a.log": "one\n" }));
    const cut = await read("-", Readable.from([bytes.subarray(0, bytes.length - 30)]));
    expect(cut.told).toEqual([expect.stringMatching(/the zip is damaged/)]);
    const MiB = Buffer.alloc(1024 * 1024);
    const { told } = await read("-", Readable.from([bytes, ...Array.from({ length: 64 }, () => MiB)]));
    expect(told).toEqual(["this zip has more than 64 MiB; save it, and give the file instead of stdin"]);
  });

  it("whose places point outside of itself ends nothing", async () => {
    const bytes = readFileSync(zip("far.zip", { "a.log": "one\n" }));
    for (let at = 0; at < bytes.length; at++) {
      const hostile = Buffer.from(bytes);
      hostile[at] = 0xff;
      const { messages } = await read(file("hostile.zip", hostile));
      expect(messages.length).toBeLessThanOrEqual(1_000);
    }
  });
});
