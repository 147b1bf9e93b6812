/**
 * A file of the worst kind among the logs of an incident: one message that names it, and the same incident.
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { badEvents } from "../../command/logs.ts";
import { Workplace } from "../../command/outcrop.ts";

interface Hostile {
  readonly name: string;
  readonly content: string | Buffer;
  /** On stderr, each a line. */
  readonly says: readonly RegExp[];
}

const orders = Array.from({ length: 20_000 }, (_, number) => `order ${number} ${number * 7919} paid\n`).join(
  "",
);
const compressed = gzipSync(orders);
const damaged = Buffer.from(compressed);
damaged.fill(0x55, damaged.length >> 1, (damaged.length >> 1) + 200);
const nested = (open: string, close: string, depth: number): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;
const event = (message: string, more = ""): string =>
  `{"timestamp":1773457923000,"message":${JSON.stringify(message)}${more}}`;

const row = (message: string): string => `2026-03-14 03:12:03.000,"${message}"\n`;

/** As of a picture, except for what begins JSON: always the same. */
function junk(length: number): Buffer {
  const blocks = Array.from({ length: length / 32 }, (_, number) =>
    createHash("sha256").update(String(number)).digest(),
  );
  return Buffer.concat(blocks).map((byte) => (byte === 0x5b || byte === 0x7b ? 0 : byte)) as Buffer;
}

/** Compressed again and again. */
function packed(times: number): Buffer {
  let bytes = Buffer.from(orders);
  for (let left = times; left > 0; left--) bytes = gzipSync(bytes);
  return bytes;
}

const files: readonly Hostile[] = [
  {
    name: "cut gzip",
    content: compressed.subarray(0, compressed.length - 500),
    says: [/gzip data ends at byte \d+/],
  },
  {
    name: "damaged gzip",
    content: damaged,
    says: [/the checksum of the gzip member that begins at byte 0 is wrong/],
  },
  {
    name: "gzip inside gzip without end",
    content: packed(8),
    says: [/gzip is nested more than/],
  },
  {
    name: "a picture",
    content: Buffer.concat([Buffer.from("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "latin1"), junk(320_000)]),
    says: [/this is a picture; export the logs as text, JSON or CSV$/],
  },
  {
    name: "a line of 3 MB",
    content: `${"x".repeat(3_000_000)}\norder 1 paid\n`,
    says: [/skipped a line or event of more than 1 MiB/],
  },
  { name: "brackets", content: "[".repeat(1_000_000), says: [] },
  { name: "a deep message", content: `${nested('{"a":', "}", 100_000)}\n`, says: [] },
  {
    name: "a deep entry among events",
    content:
      `{"events":[${event("order 1 paid")},${event("order 2", `,"deep":${nested("[", "]", 100_000)}`)},` +
      `${event("order 3 paid")}]}`,
    says: [],
  },
  {
    name: "half a document",
    content: `{"events":[${event("order 1 paid")},${event("order 2 paid").slice(0, -9)}`,
    says: [/the JSON document is incomplete/],
  },
  {
    name: "a quote that is never closed",
    content: [
      "@timestamp,@message\n",
      row("order 1 paid"),
      row("order 2 paid").replace(/"\n$/, "\n"),
      row("order 3 paid").repeat(9),
    ].join(""),
    says: [/a quote in this CSV row is never closed/],
  },
];

let place: Workplace;
let expected: object;
const incident = (...names: string[]): { readonly stderr: string; readonly report: object } => {
  const { stdout, stderr } = place.run(["incident", "good.json", ...names, "bad.json", "--format", "json"]);
  const { causes, errors, environments, totals, answer } = JSON.parse(stdout);
  // How sure it is depends on whether everything could be read.
  return { stderr, report: { causes, errors, environments, totals, verdict: answer.verdict } };
};

beforeAll(() => {
  place = new Workplace();
  expected = incident().report;
});
afterAll(() => place.remove());

describe("among the logs of an incident", () => {
  it.each(files)("$name takes nothing of the others", ({ content, says }) => {
    place.write("hostile", content);
    const { stderr, report } = incident("hostile");
    const lines = stderr.split("\n").filter((line) => line !== "");
    expect(lines).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
    for (const line of lines) expect(line).toMatch(/^outcrop: hostile:\d+: .{20,400}$/);
    expect(report).toEqual(expected);
  });

  it("what comes before and behind a broken place of the same file is read", () => {
    const lines = badEvents().map(({ message }) => message);
    const middle = Math.floor(lines.length / 2);
    const broken = [`${"\0".repeat(50)}\n`, `${"y".repeat(2_000_000)}\n`, '{"outcrop":"finding"}\n', "{\n"];
    for (const between of broken) {
      place.write("bad.log", [...lines.slice(0, middle), between, ...lines.slice(middle)].join(""));
      place.write("whole.log", lines.join(""));
      const [whole, around] = ["whole.log", "bad.log"].map((name) => {
        const { stdout } = place.run(["incident", name, "--format", "json"]);
        const { causes, errors, environments } = JSON.parse(stdout);
        return { causes: causes.map(withoutOrigin), errors: errors.map(withoutOrigin), environments };
      });
      expect(around).toEqual(whole);
    }
  });
});

function withoutOrigin({ origin: _, examples: __, ...rest }: Record<string, unknown>): object {
  return rest;
}
