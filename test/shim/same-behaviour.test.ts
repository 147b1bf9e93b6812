/**
 * The essence of what Node's own tests check, and those of packages that hook into loading. Each program
 * prints all that it can see of one thing, and must print the same without the shim. `npm run compat` runs
 * the originals.
 */
import { describe, expect, it } from "vitest";
import { observe, only } from "../support/observed-process.ts";
import { failingPrograms } from "./failing-programs.ts";
import { loadingPrograms } from "./loading-programs.ts";
import { processPrograms } from "./process-programs.ts";
import type { Program } from "./program.ts";

const programs = [...loadingPrograms, ...failingPrograms, ...processPrograms];

describe("a program sees the same with the shim and without", () => {
  it.each(programs)("$about", ({ files, main = "main.cjs", flags = [] }: Program) => {
    const plain = observe(files, main, { shim: null, attached: false, after: flags });
    const shim = observe(files, main, { after: flags });
    const told = ({ stdout, stderr, status, signal, folder }: typeof plain) => ({
      stdout: masked(stdout, folder),
      stderr: masked(stderr, folder),
      status,
      signal,
    });
    expect(told(shim)).toEqual(told(plain));
    expect(plain.stdout).not.toBe("");
    expect(plain.records).toEqual([]);
    expect(only(shim.records, "resolution").length).toBeGreaterThan(0);
  });
});

/**
 * Each run has a folder of its own, and warnings name the process. What is Node's own in a stack may be named
 * and numbered otherwise with the shim, and there may be more or less of it (README); what is the program's
 * may not: its frames, and the line that Node shows before an uncaught error.
 */
function masked(text: string, folder: string): string {
  return text
    .replaceAll(folder, "<folder>")
    .replaceAll(/\(node:\d+\)/g, "(node)")
    .replaceAll(/^node:internal\/.*\n.*\n +\^+\n\n/gm, "")
    .split("\n")
    .filter((line) => !/^ +at .*\bnode:[\w/]+:\d/.test(line))
    .join("\n");
}
