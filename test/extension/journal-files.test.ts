import { execFileSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import {
  type JournalFiles,
  makeJournalFiles,
  openLeftJournal,
  removeLeftovers,
} from "../../extension/journal-files.ts";
import { Folders } from "../support/layer-run.ts";
import { shimPath } from "../support/observed-process.ts";

const folders = new Folders();
afterAll(() => folders.remove());

function place(): string {
  const sysroot = folders.make({ "victim/journal": "theirs", "victim/end-mark": "theirs" });
  mkdirSync(`${sysroot}/tmp`);
  return sysroot;
}

function close({ journal, ...marks }: JournalFiles): void {
  closeSync(journal);
  if (marks.alive === null) closeSync(marks.endMark);
}

const mode = (path: string): number => statSync(path).mode & 0o777;

describe("the journal's files", () => {
  it("are this user's alone, whatever the umask", () => {
    const sysroot = place();
    const before = process.umask(0);
    try {
      close(makeJournalFiles(sysroot));
    } finally {
      process.umask(before);
    }
    expect(mode(`${sysroot}/tmp/.outcrop`)).toBe(0o700);
    expect(mode(`${sysroot}/tmp/.outcrop/journal`)).toBe(0o600);
    expect(mode(`${sysroot}/tmp/.outcrop/end-mark`)).toBe(0o600);
  });

  it("are never behind a link that was there before them", () => {
    const sysroot = place();
    symlinkSync(`${sysroot}/victim`, `${sysroot}/tmp/.outcrop`);
    close(makeJournalFiles(sysroot));
    expect(lstatSync(`${sysroot}/tmp/.outcrop`).isDirectory()).toBe(true);
    removeLeftovers(sysroot);
    expect(readFileSync(`${sysroot}/victim/journal`, "utf8")).toBe("theirs");
    expect(readdirSync(`${sysroot}/tmp`)).toEqual([".outcrop"]);
  });

  it("are made again if links were inside, and the targets of those stay", () => {
    const sysroot = place();
    mkdirSync(`${sysroot}/tmp/.outcrop`);
    for (const name of ["journal", "end-mark"])
      symlinkSync(`${sysroot}/victim/${name}`, `${sysroot}/tmp/.outcrop/${name}`);
    const files = makeJournalFiles(sysroot);
    writeSync(files.journal, "ours");
    close(files);
    expect(openLeftJournal(sysroot)).toBeNull();
    removeLeftovers(sysroot);
    expect(readFileSync(`${sysroot}/victim/journal`, "utf8")).toBe("theirs");
  });

  it("are made instead of a file, a FIFO, or a whole tree, twice over", () => {
    const sysroot = place();
    writeFileSync(`${sysroot}/tmp/.outcrop`, "a file");
    close(makeJournalFiles(sysroot));
    execFileSync("mkfifo", [`${sysroot}/tmp/.outcrop/journal2`]);
    close(makeJournalFiles(sysroot));
    close(makeJournalFiles(sysroot));
    removeLeftovers(sysroot);
    expect(readdirSync(`${sysroot}/tmp/.outcrop`).sort()).toEqual(["end-mark", "journal"]);
    expect(existsSync(`${sysroot}/tmp/.outcrop.previous`)).toBe(false);
  });

  it("do not wait for a FIFO that was left as a journal", () => {
    const sysroot = place();
    mkdirSync(`${sysroot}/tmp/.outcrop.previous`);
    execFileSync("mkfifo", [`${sysroot}/tmp/.outcrop.previous/journal`]);
    const file = openLeftJournal(sysroot);
    if (file !== null) closeSync(file);
  });
});

describe("the shim", () => {
  it("does not wait for a FIFO in the journal's place, and follows no link", () => {
    for (const lay of ["mkfifo", "ln"]) {
      const sysroot = folders.make({
        "victim/journal": "",
        "tmp/.outcrop/end-mark": " ",
        "main.js": "console.log(require('./b'))",
        "b.js": "module.exports = 1",
      });
      const journal = `${sysroot}/tmp/.outcrop/journal`;
      execFileSync(lay, lay === "ln" ? ["-s", `${sysroot}/victim/journal`, journal] : [journal]);
      const env = { PATH: process.env["PATH"], OUTCROP_SYSROOT: sysroot, OUTCROP_ATTACH: "1" };
      expect(
        execFileSync(process.execPath, ["--require", shimPath, `${sysroot}/main.js`], {
          env,
          encoding: "utf8",
        }),
      ).toBe("1\n");
      expect(readFileSync(`${sysroot}/victim/journal`, "utf8")).toBe("");
    }
  });
});
