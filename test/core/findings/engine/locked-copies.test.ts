import { expect, test } from "vitest";
import { maxHashedBytes, maxHashedFiles } from "../../../../core/findings/engine/locked-copies.ts";
import type { JournalRecord } from "../../../../core/journal/records.ts";
import { analyse, got, thread } from "../../support/journal.ts";
import { locked } from "../../support/locked.ts";
import { type Folder, pkg } from "../../support/tree.ts";

const at = "/opt/nodejs/node_modules";
const loads = (name: string): JournalRecord => got("/var/task/index.js", name, `${at}/${name}/index.js`);
const lockOf = (names: readonly string[]) => ({
  "utils:7": Object.fromEntries(names.map((name) => [`nodejs/node_modules/${name}`, { version: "1.0.0" }])),
});

/** The packages whose files were compared, which all differ, and what was said. */
function compared(packages: Folder) {
  const names = Object.keys(packages);
  const { see, problems } = locked(lockOf(names), packages);
  const { findings } = see(thread(), ...names.map(loads));
  return { compared: findings.map((finding) => finding.package), problems };
}

const said = (name: string) => ({
  path: `${at}/${name}`,
  what:
    "was not compared with outcrop.lock.json file by file, and other packages may not be either: " +
    "at most 8 MiB and 1000 files are read",
});

test("what does not fit into the bytes is left out and said once; smaller ones are still compared", () => {
  const large = pkg("large", "1.0.0", {}, { "x.bin": new Uint8Array(maxHashedBytes) });
  const larger = pkg("larger", "1.0.0", {}, { "x.bin": new Uint8Array(2 * maxHashedBytes) });
  expect(compared({ large, larger, small: pkg("small", "1.0.0") })).toEqual({
    compared: ["small"],
    problems: [said("large")],
  });
});

test("past the files nothing more is looked at", () => {
  const files = Object.fromEntries(Array.from({ length: maxHashedFiles }, (_, index) => [`${index}.js`, ""]));
  const many = pkg("many", "1.0.0", {}, files);
  expect(compared({ first: pkg("first", "1.0.0"), many, last: pkg("last", "1.0.0") })).toEqual({
    compared: ["first"],
    problems: [said("many")],
  });
});

test("versions are compared past the limit too", () => {
  const large = pkg("large", "1.0.0", {}, { "x.bin": new Uint8Array(maxHashedBytes) });
  const { see } = locked(lockOf(["large", "other"]), { large, other: pkg("other", "2.0.0") });
  const { findings } = see(thread(), loads("large"), loads("other"));
  expect(findings).toMatchObject([{ package: "other", evidence: { kind: "version" } }]);
});

test("a large file is read in steps, between which others can work", () => {
  const steps = (size: number): number => {
    const large = pkg("large", "1.0.0", {}, { "x.bin": new Uint8Array(size) });
    const { analysis } = locked(lockOf(["large"]), { large });
    for (const record of [thread(), loads("large")]) analysis.observe(record);
    return [...analysis.settling()].length;
  };
  expect(steps(10 * 64 * 1024) - steps(64 * 1024)).toBe(9);
});

test("without a lock, and without anything new, nothing is read", () => {
  const { see, files } = locked(null, { a: pkg("a", "1.0.0") });
  see(thread(), loads("a"));
  const asked = { ...files.asked };
  see(thread());
  expect(files.asked).toEqual(asked);
  const other = analyse({ layers: [{ "nodejs/node_modules/a": pkg("a", "1.0.0") }] });
  other.see(thread(), loads("a"));
  // The lock itself, and the folder of manifests.
  expect(asked.readFile - other.files.asked.readFile).toBe(1);
  expect(asked.readDir - other.files.asked.readDir).toBe(1);
  expect(asked.stat).toBe(other.files.asked.stat);
});
