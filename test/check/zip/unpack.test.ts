/** What unpacking keeps, and what it refuses to write through. */
import { existsSync, mkdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { unpack } from "../../../sandbox/roots/unpack.ts";
import { Place } from "./place.ts";
import { folderType, linkType, type RawEntry, rawZip, regular } from "./raw-zip.ts";

const link = (content: string): RawEntry => ({ name: "n", content, mode: linkType });

describe("unpacking", () => {
  it("keeps the modes of files but for setuid and setgid, and gives folders 755", async () => {
    const place = new Place();
    const zip = rawZip([
      { name: "d/", mode: folderType | 0o700 },
      { name: "d/run", content: "x", mode: regular | 0o6755 },
      { name: "d/read", content: "x", mode: regular | 0o400 },
      { name: "e/f", content: "x", system: 0, mode: 0 },
    ]);
    expect(await place.unpack(zip)).toBeNull();
    const modeOf = (name: string): number => statSync(join(place.target, name)).mode & 0o7777;
    const names = ["", "d", "d/run", "d/read", "e", "e/f"];
    expect(names.map(modeOf)).toEqual([0o755, 0o755, 0o755, 0o400, 0o755, 0o644]);
  });

  it("keeps links, wherever they lead", async () => {
    const place = new Place();
    const targets = ["../x/cli.js", "/opt/nodejs/x", "../../../outside", "nowhere", ".", "x".repeat(4_095)];
    const links = targets.map((content, i) => ({ name: `bin/${i}`, content, mode: linkType }));
    expect(await place.unpack(rawZip(links))).toBeNull();
    expect(targets.map((_, i) => readlinkSync(join(place.target, `bin/${i}`)))).toEqual(targets);
  });

  const escapes: readonly (readonly [string, RawEntry, RawEntry])[] = [
    ["a link", link("../outside"), { name: "n/new", content: "x" }],
    ["a link to a file", link("../outside/secret"), { name: "n", content: "x" }],
    ["a link to its own folder", link("."), { name: "n/n/../../x", content: "x" }],
    ["a link below a link", link(".."), { name: "n/l", content: "/", mode: linkType }],
    ["a folder below a link", link("../outside"), { name: "n/new/", mode: 0 }],
    ["a folder in a link's place", link("../outside"), { name: "n/", mode: 0 }],
    ["a name", { name: "a" }, { name: "../outside/new", content: "x" }],
    ["a name with a folder first", { name: "a/", mode: 0 }, { name: "a/../../outside/new", content: "x" }],
  ];
  it.each(escapes)("writes nothing outside through %s", async (_, ...entries) => {
    expect(await new Place().unpack(rawZip(entries))).not.toBeNull();
  });

  it("unpacks to a new folder alone, since an old one may hold links", async () => {
    const place = new Place();
    writeFileSync(place.zip, rawZip([{ name: "n/new", content: "x" }]));
    mkdirSync(place.target);
    symlinkSync("../outside", join(place.target, "n"));
    await expect(unpack(place.zip, place.target)).rejects.toThrow("EEXIST");
    expect(existsSync(join(place.outside, "new"))).toBe(false);
  });

  it("names the entry that cannot be written", async () => {
    // The name is allowed, but with the folder before it the path is longer than Linux takes.
    const name = `${"d".repeat(254)}/`.repeat(16);
    const problem = await new Place().unpack(
      rawZip([
        { name: "a", content: "x" },
        { name, mode: 0 },
      ]),
    );
    expect(problem).toMatch(/^"d+…" cannot be written: ENAMETOOLONG/);
  });
});
