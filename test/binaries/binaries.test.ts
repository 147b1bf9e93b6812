/**
 * Real files from published packages, loaded by real Nodes on both CPUs: Outcrop says about each what
 * happened, after its load and before. Needs test/binaries/setup.sh.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { keepResults } from "../support/kept-results.ts";
import { allCases, type Case, codesOf, outcomeText, SILENT_BEFORE } from "./cases.ts";
import { published } from "./corpus.ts";
import { packages } from "./packages.ts";
import { shortName } from "./table.ts";

let cases: readonly Case[] = [];

beforeAll(async () => {
  cases = await allCases();
  keepResults("verdicts-native", cases);
}, 300_000);

/** What disagrees, with all that is needed to see why. */
function wrong(told: (each: Case) => readonly string[] | null): string[] {
  return cases.flatMap((each) => {
    const codes = told(each);
    const expected = each.expected === null ? [] : [each.expected];
    if (codes === null || codes.join() === expected.join()) return [];
    const { host, file, outcome } = each;
    return [
      `${host.name} ${file.name}: ${outcomeText(outcome, file)}: expected ${expected}, reported ${codes}`,
    ];
  });
}

/**
 * Nothing is reported before a load of what the bytes do not show, nor of a program that is named after
 * another platform and has one for this host next to it: code chooses by the name.
 */
function isSilent({ expected, file }: Case): boolean {
  const isOneOfSeveral = /\/(?:linux|win32)-(?:x64|arm64)-[^/]+$/.test(file.path);
  return (
    (expected === "abi-mismatch" && SILENT_BEFORE.test(file.name)) || (expected !== null && isOneOfSeveral)
  );
}

/** A program for another CPU that is not executable either: one of the two is reported. */
function isTwiceWrong({ host, file }: Case): boolean {
  return file.path.endsWith("-not-executable") && host.emulator.length > 0;
}

test("the corpus is as large as it must be", () => {
  const files = new Set(published.map(({ package: name, path }) => `${name} ${path}`));
  expect(files.size).toBeGreaterThanOrEqual(44);
  expect(new Set(published.map(({ package: name }) => name)).size).toBeGreaterThanOrEqual(15);
  expect(
    packages.every(
      ({ version, integrity }) => /^\d+\.\d+\.\d+$/.test(version) && integrity.startsWith("sha512-"),
    ),
  ).toBe(true);
});

test("every host has files that load, and every code has files", () => {
  for (const name of new Set(cases.map(({ host }) => host.name))) {
    expect(
      cases.filter(({ host, expected }) => host.name === name && expected === null).length,
    ).toBeGreaterThan(5);
  }
  expect(new Set(cases.map(({ expected }) => expected))).toEqual(
    new Set([
      null,
      "abi-mismatch",
      "damaged-binary",
      "missing-library",
      "newer-libc",
      "wrong-architecture",
      "wrong-libc",
      "wrong-platform",
    ]),
  );
});

describe("the verdict is what really happened", () => {
  test("of an observed load", () =>
    expect(wrong(({ observed }) => observed && codesOf(observed))).toEqual([]));
  test("of a file no one has loaded yet", () =>
    expect(wrong((each) => (isSilent(each) || isTwiceWrong(each) ? null : codesOf(each.foretold)))).toEqual(
      [],
    ));

  test("or nothing yet, if the file does not show it", () => {
    const silent = cases.filter(isSilent);
    expect(silent.length).toBeGreaterThan(0);
    expect(silent.flatMap(({ foretold }) => codesOf(foretold))).toEqual([]);
  });
});

test("the table in docs has every file, and no verdict that disagrees", () => {
  const table = readFileSync("docs/generated/verdicts-native.md", "utf8");
  // Texts and versions in it are those of the machine it was made on.
  for (const { file } of cases) expect(table).toContain(`\n| ${shortName(file)} | ${file.origin} | `);
  expect(/(\d+) of (\d+) verdicts agree/.exec(table)?.slice(1)).toEqual([
    String(cases.length),
    String(cases.length),
  ]);
});
