/** What is wrong with a zip is said in one line; what is right is read without unpacking it. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { Zip, type ZipLimits } from "../../../check/zip/zip.ts";
import { ZipError } from "../../../check/zip/zip-error.ts";
import { folder } from "../../sandbox/folders.ts";
import { folderType, linkType, type RawEntry, rawZip, regular } from "./raw-zip.ts";

function written(zip: Buffer): string {
  const path = join(folder({}), "layer.zip");
  writeFileSync(path, zip);
  return path;
}

/** Opens a zip and reads all of it. */
async function readAll(path: string, limits?: ZipLimits): Promise<[string, string][]> {
  const zip = await Zip.open(path, limits);
  try {
    const contents: [string, string][] = [];
    for (const entry of zip.entries) {
      const content = entry.kind === "link" ? await zip.linkTarget(entry) : await zip.read(entry, 1_000_000);
      contents.push([entry.name, content.toString()]);
    }
    return contents;
  } finally {
    await zip.close();
  }
}

/** What is wrong, after the zip's path. */
async function problemOf(zip: Buffer, limits?: ZipLimits): Promise<string> {
  const path = written(zip);
  const error = await readAll(path, limits).then(
    () => new Error("nothing is wrong"),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ZipError);
  const { message } = error as ZipError;
  expect(message.startsWith(`${path}: `)).toBe(true);
  return message.slice(path.length + 2);
}

const plain: RawEntry = { name: "a", content: "text" };
const otherLink: RawEntry = { name: "n", content: "../outside", mode: linkType };
const linkTo = (content: string): RawEntry => ({ name: "a", content, mode: linkType });
const limits = { entries: 3, directoryBytes: 1_000, unzippedBytes: 100 };

describe("a good zip", () => {
  it("has files, folders and links, and their contents", async () => {
    const path = written(
      rawZip([
        { name: "d/", mode: folderType | 0o700 },
        { name: "d/f", content: "text", mode: regular | 0o4755 },
        { name: "d/stored", content: "text", method: 0 },
        { name: "d/l", content: "/opt/x", mode: linkType },
        { name: "d/dos", content: "x", system: 0, mode: linkType },
        { name: "./d//empty" },
      ]),
    );
    const zip = await Zip.open(path);
    expect(zip.entries).toEqual([
      { kind: "directory", name: "d" },
      { kind: "file", name: "d/f", mode: 0o755, size: 4 },
      { kind: "file", name: "d/stored", mode: 0o644, size: 4 },
      { kind: "link", name: "d/l", size: 6 },
      { kind: "file", name: "d/dos", mode: 0o644, size: 1 },
      { kind: "file", name: "d/empty", mode: 0o644, size: 0 },
    ]);
    await zip.close();
    const contents = (await readAll(path)).map(([, content]) => content);
    expect(contents).toEqual(["", "text", "text", "/opt/x", "x", ""]);
  });

  it("may be streamed, with sizes after the contents", async () => {
    const zip = rawZip([
      { ...plain, descriptor: true },
      { ...plain, name: "b", descriptor: true },
    ]);
    expect(await readAll(written(zip))).toEqual([
      ["a", "text"],
      ["b", "text"],
    ]);
  });

  it("may be a zip64", async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from("text"), "a", { forceZip64Format: true });
    zip.end({ forceZip64Format: true, comment: "" });
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
    expect(await readAll(written(Buffer.concat(chunks)))).toEqual([["a", "text"]]);
  });

  it("may have no entry", async () => {
    expect(await readAll(written(rawZip([])))).toEqual([]);
  });

  it("has names in UTF-8, with the flag for it or without", async () => {
    const names = await readAll(written(rawZip([{ name: "é" }, { name: "日", flags: 0 }])));
    expect(names.map(([name]) => name)).toEqual(["é", "日"]);
  });

  it("has the last of the entries with one name", async () => {
    const zip = rawZip([plain, { name: "b" }, { ...plain, content: "later" }]);
    expect(await readAll(written(zip))).toEqual([
      ["a", "later"],
      ["b", ""],
    ]);
  });

  it("may have just what the limits allow", async () => {
    const zip = rawZip([{ name: "a", content: "x".repeat(100) }, { name: "d/b" }]);
    expect(await readAll(written(zip), limits)).toHaveLength(2);
  });

  it("holds more than one read of the file", async () => {
    const content = Array.from({ length: 40_000 }, (_, i) => i.toString(36)).join();
    const [read] = await readAll(written(rawZip([{ name: "a", content, method: 0 }])));
    expect(read).toEqual(["a", content]);
  });
});

describe("a bad zip", () => {
  const longPart = "x".repeat(256);
  const longPath = "x/".repeat(2_048);
  const names: readonly (readonly [string, string | Buffer, string])[] = [
    ["nothing", "", '"" is empty'],
    ["a path upwards", "../x", '"../x" leads out of the zip'],
    ["a path down and upwards", "a/../../x", '"a/../../x" leads out of the zip'],
    ["a path up to itself", "a/..", '"a/.." leads out of the zip'],
    ["an absolute path", "/x", '"/x" is absolute'],
    ["a path with a drive", "C:/x", '"C:/x" is absolute'],
    ["NUL", "a\0b", '"a\\u0000b" holds a NUL character'],
    ["a backslash", "a\\b", '"a\\b" holds a backslash; zip names separate folders with /'],
    ["another encoding", Buffer.from([0x61, 0xff]), '"aÿ" is not UTF-8'],
    ["a long part", longPart, `"${longPart.slice(0, 200)}…" has a part longer than 255 bytes`],
    ["a long path", longPath, `"${longPath.slice(0, 200)}…" is longer than 4095 bytes`],
  ];
  it.each(names)("has an entry name with %s", async (_, name, problem) => {
    expect(await problemOf(rawZip([{ name, content: "x" }]))).toBe(`the entry name ${problem}`);
  });

  const overlapping = { ...plain, name: "b", offset: 0 };
  const zip64 = Buffer.from("010008000000000000000010", "hex");
  const farEntry = { ...plain, offset: 0xffffffff, extra: zip64 };
  const entries: readonly (readonly [string, readonly RawEntry[], string | RegExp])[] = [
    ["is the root", [{ ...plain, name: "." }], "the zip's root is a file"],
    ["is encrypted", [{ ...plain, flags: 1 }], '"a" is encrypted'],
    ["is strongly encrypted", [{ ...plain, flags: 0x41 }], "strong encryption is not supported"],
    ["has masked headers", [{ ...plain, flags: 0x2000 }], '"a" is encrypted'],
    ["is compressed otherwise", [{ ...plain, method: 12 }], '"a" uses compression method 12, not 0 or 8'],
    ["is a pipe", [{ ...plain, mode: 0o010644 }], '"a" is a device, a pipe or a socket'],
    ["is a device", [{ ...plain, mode: 0o020644 }], '"a" is a device, a pipe or a socket'],
    ["is a folder with content", [{ ...plain, name: "a/", mode: 0 }], '"a" is a folder with content'],
    ["is a folder and a link", [{ ...plain, name: "a/", mode: linkType }], '"a" is both a folder and a link'],
    ["is a link to nothing", [{ name: "a", mode: linkType }], '"a" is a link without a target'],
    ["is a link to NUL", [linkTo("x\0")], '"a" is a link whose target holds a NUL character'],
    ["is a link to a long path", [linkTo("x".repeat(4_096))], /^"a" is a link whose target is longer than/],
    ["has another checksum", [{ ...plain, crc: 1 }], '"a" is damaged: its checksum is wrong'],
    [
      "is larger than it says",
      [{ ...plain, content: "x".repeat(9_999), size: 4_000 }],
      '"a" is damaged: too many bytes in the stream. expected 4000. got at least 9999',
    ],
    ["is smaller than it says", [{ ...plain, size: 5 }], /^"a" is damaged: not enough bytes/],
    ["claims a bomb", [{ ...plain, size: 20_000_000 }], '"a" cannot inflate 6 bytes to 20000000'],
    ["claims too much", [{ ...plain, size: 262_144_001 }], "more than 262144000 bytes unzipped"],
    [
      "claims more than a zip64 can count",
      [{ ...plain, size: 0xffffffff, extra: Buffer.from("01000800ffffffffffffffff", "hex") }],
      "more than 262144000 bytes unzipped",
    ],
    ["is far behind the end", [farEntry], "truncated or damaged: it ends too early"],
    ["has no local header", [plain, { ...plain, name: "b", offset: 3 }], /^invalid local file header/],
    ["overlaps another", [plain, overlapping], '"a" and "b" overlap'],
    ["ends after the zip", [{ ...plain, compressedSize: 9_999 }], /^file data overflows file bounds/],
    ["is below a file", [plain, { name: "a/x" }], '"a/x" is below "a", which is a file'],
    ["is far below a file", [plain, { name: "a/x/y" }], '"a/x/y" is below "a", which is a file'],
    ["is a file with others below", [{ name: "a/x" }, plain], '"a" is both a directory and a file'],
    ["is a file and a folder", [plain, { name: "a/", mode: 0 }], '"a" is both a file and a directory'],
    ["is a folder and a file", [{ name: "a/", mode: 0 }, plain], '"a" is both a directory and a file'],
    ["is a link and a file", [linkTo("/"), plain], '"a" is both a link and a file'],
    ["is below a link", [otherLink, { name: "n/x" }], '"n/x" is below "n", which is a link'],
    ["is below a later link", [{ name: "n/x" }, otherLink], '"n" is both a directory and a link'],
  ];
  it.each(entries)("has an entry that %s", async (_, raw, problem) => {
    const found = await problemOf(rawZip(raw));
    if (typeof problem === "string") expect(found).toBe(problem);
    else expect(found).toMatch(problem);
  });

  it("has a bomb for an entry, which is not inflated further than it says", async () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000));
    const zip = rawZip([{ name: "a", content: bomb, method: 0 }]);
    // Its content is said to be deflated: the local header does not matter.
    const directory = zip.indexOf("PK\x01\x02");
    zip.writeUInt16LE(8, directory + 10);
    zip.writeUInt32LE(1_000_000, directory + 24);
    const problem = await problemOf(zip);
    const [, inflated] = /^"a" is damaged: too many bytes .* got at least (\d+)$/.exec(problem) ?? [];
    expect(Number(inflated)).toBeLessThan(1_100_000);
  });

  const tooMuch: readonly (readonly [string, readonly RawEntry[], string])[] = [
    ["entries", [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "d" }], "more than 3 entries"],
    ["folders", [{ name: "a/b/c/d" }], "more than 3 files and folders"],
    [
      "bytes",
      [
        { name: "a", content: "x".repeat(60) },
        { name: "a", content: "x".repeat(41) },
      ],
      "more than 100 bytes unzipped",
    ],
    ["names", [{ name: "a/".repeat(500), mode: 0 }], "more than 1000 bytes of names and comments"],
    ["extra fields", [{ ...plain, extra: Buffer.alloc(999) }], "more than 1000 bytes of names and comments"],
  ];
  it.each(tooMuch)("has more %s than allowed", async (_, raw, problem) => {
    expect(await problemOf(rawZip(raw), limits)).toBe(problem);
  });

  it("has fewer entries than its end says", async () => {
    expect(await problemOf(rawZip([plain], 2))).toMatch(/^(invalid central directory|truncated or damaged)/);
  });

  it("is cut off anywhere", async () => {
    const zip = rawZip([plain, { ...plain, name: "b" }]);
    for (let length = 0; length < zip.length; length += 7) {
      expect(await problemOf(zip.subarray(0, length))).toMatch(/not a zip/i);
    }
  });

  it("is a zip64 whose end is behind the end", async () => {
    const locator = Buffer.concat([Buffer.from("PK\x06\x07\0\0\0\0", "latin1"), Buffer.alloc(12, 0xff)]);
    const zip = Buffer.concat([locator, rawZip([])]);
    expect(await problemOf(zip)).toBe("truncated or damaged: it ends too early");
  });

  it("is a pipe, a folder or nothing", async () => {
    const path = join(folder({}), "layer.zip");
    await expect(Zip.open(path)).rejects.toThrow(`${path}: ENOENT`);
    await expect(Zip.open(folder({}))).rejects.toThrow(/: not a zip: not a regular file$/);
    expect(spawnSync("mkfifo", [path]).status).toBe(0);
    await expect(Zip.open(path)).rejects.toThrow(`${path}: not a zip: not a regular file`);
  });

  it("names itself without control characters", async () => {
    const problem = await problemOf(rawZip([{ ...plain, name: "\x1b[2J\n", flags: 1 }]));
    expect(problem).toBe('"\\u001b[2J\\u000a" is encrypted');
  });
});

describe("reading one entry", () => {
  it("stops at what the caller allows", async () => {
    const path = written(rawZip([plain]));
    const zip = await Zip.open(path);
    const [entry] = zip.entries;
    if (entry === undefined) throw new Error("no entry");
    expect((await zip.read(entry, 4)).toString()).toBe("text");
    await expect(zip.read(entry, 3)).rejects.toThrow(`${path}: "a" has more than 3 bytes`);
    await zip.close();
  });
});
