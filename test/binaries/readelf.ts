/** What binutils' readelf prints of a file. */
import { execFileSync } from "node:child_process";

export function readelf(path: string): string {
  return execFileSync("readelf", ["-hdVW", path], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "ignore"],
  });
}

export const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found ?? "");

export interface Needed {
  readonly library: string;
  readonly version: string;
  readonly weak: boolean;
}

/** What it prints in the section of versions that are needed. */
export function neededIn(text: string): readonly Needed[] {
  let library = "";
  const [, section = ""] = text.split("Version needs section");
  return section.split("\n").flatMap((line) => {
    library = /File: (\S+)/.exec(line)?.[1] ?? library;
    const [, version, flags] = /Name: (\S+)\s+Flags: (.*?)\s+Version:/.exec(line) ?? [];
    return version === undefined ? [] : [{ library, version, weak: flags?.includes("WEAK") === true }];
  });
}

/** The libraries, the name and the versions that a file needs, in one shape to compare. */
export function linkingIn(text: string): unknown[] {
  return [
    all(text, /\(NEEDED\)\s+Shared library: \[(.*)\]/g),
    all(text, /\(SONAME\)\s+Library soname: \[(.*)\]/g)[0] ?? null,
    neededIn(text)
      .map(({ library, version, weak }) => `${library} ${version} ${weak}`)
      .sort(),
  ];
}
