/**
 * A program that loads in every way there is, says what it got in words that lean on nothing, and is meddled
 * with: before the shim starts, before its own first load, or when it has loaded all of it once.
 */
import type { Program, ProgramArms } from "../../support/program-arms.ts";
import type { Cell } from "../fault.ts";
import { type ProgramCell, type ProgramRun, programCell, recordedFiles } from "./program-cell.ts";

export const moments = ["before", "init", "handler"] as const;
export type Moment = (typeof moments)[number];

const main = (moment: Moment, stacks: boolean): string => `
const { writeSync } = require("node:fs");
const say = (text) => { writeSync(1, text + "\\n"); };
const textOf = (error) => error?.code + "\\n" + error?.${stacks ? "stack" : "message"};
const attempt = (what, load, file) => {
  try { say(what + ": " + load()); if (file) say("got " + file); }
  catch (error) { say(what + ": " + textOf(error)); }
};
async function round(n) {
  attempt("require", () => require("./part-" + n + ".cjs"), "part-" + n + ".cjs");
  attempt("require a package", () => require("package-" + n), "node_modules/package-" + n + "/index.js");
  const resolved = "node_modules/resolved-" + n + "/index.js";
  attempt("require.resolve", () => require.resolve("resolved-" + n) !== "", resolved);
  attempt("require nothing", () => require("absent-" + n));
  attempt("require no file", () => require("./absent-" + n + ".cjs"));
  attempt("require json", () => require("./data-" + n + ".json").n, "data-" + n + ".json");
  attempt("dlopen", () => process.dlopen({ exports: {} }, "/absent-" + n + ".node"));
  attempt("built-in", () => typeof require("node:zlib").gzip);
  attempt("spawn", () => require("node:child_process").spawnSync("/absent-" + n).error?.code);
  const imported = ["./part-" + n + ".mjs", "absent-module-" + n, "./absent-" + n + ".mjs"];
  for (let i = 0; i < 3; i++) {
    try {
      say("import: " + (await import(imported[i])).default);
      say("got part-" + n + ".mjs");
      say("got inner-" + n + ".cjs");
    } catch (error) { say("import: " + textOf(error)); }
  }
  const formatter = ("prepareStackTrace" in Error) + " " + typeof Error.prepareStackTrace;
  say("limit: " + Error.stackTraceLimit + " " + formatter);
}
(async () => {
  ${moment === "init" ? 'require("./meddle.cjs");' : ""}
  await round(1);
  ${moment === "handler" ? 'require("./meddle.cjs");' : ""}
  await round(2);
  globalThis.heard?.(say);
  say("done");
})();
`;

export interface MeddledOptions extends Partial<Program> {
  /** Whether the program prints stacks, and not only messages. Default true. */
  readonly stacks?: boolean;
}

/** @param meddling JavaScript that is run once, as the body of a CommonJS module */
export function meddled(
  meddling: string,
  moment: Moment,
  { stacks = true, ...more }: MeddledOptions = {},
): Program {
  const files: Record<string, string> = { "main.cjs": main(moment, stacks), "meddle.cjs": meddling };
  for (const n of [1, 2]) {
    files[`part-${n}.cjs`] = `module.exports = "part ${n}";`;
    files[`part-${n}.mjs`] = `import "./inner-${n}.cjs"; export default "part ${n}";`;
    files[`inner-${n}.cjs`] = "";
    files[`data-${n}.json`] = `{"n": ${n}}`;
    for (const name of ["package", "resolved"]) {
      files[`node_modules/${name}-${n}/package.json`] = `{"name": "${name}-${n}", "version": "1.0.0"}`;
      files[`node_modules/${name}-${n}/index.js`] = `module.exports = "${name} ${n}";`;
    }
  }
  return {
    ...more,
    files: { ...files, ...more.files },
    before: [...(moment === "before" ? ["--require", "./meddle.cjs"] : []), ...(more.before ?? [])],
  };
}

/** What the program says it got and the journal does not have. */
function missed(arms: ProgramArms): readonly string[] {
  const recorded = recordedFiles(arms);
  const got = arms.layered.stdout.flatMap((line) => (line.startsWith("got ") ? [line.slice(4)] : []));
  return ["main.cjs", ...got].filter((file) => !recorded.includes(file));
}

/** V8 cuts a stack when an error is made, and there is no way to have it cut later. */
export const shorterStacks =
  "the same, but the stack of a module that is not found lacks its outermost frames: there is no room " +
  "for those that are taken out";

interface MeddledCell extends Omit<ProgramCell, "runs" | "phase"> {
  /** JavaScript that is run once, as the body of a CommonJS module. */
  readonly meddling: string | (() => Promise<string>);
  /** Default: all of them. */
  readonly at?: readonly Moment[];
  /** Whether the program's loads must all be recorded when the shim was there first. Default true. */
  readonly observed?: boolean;
  readonly more?: MeddledOptions;
}

/**
 * What is broken before the shim starts may leave it nothing to work with: there, only the function's answers
 * count.
 */
export function meddledCell({ meddling, at = moments, observed = true, more, ...cell }: MeddledCell): Cell {
  const runs = (text: string): ProgramRun[] =>
    at.map((moment) => ({
      program: meddled(text, moment, more),
      ...(moment === "before" || !observed ? { recorded: () => true } : { recorded: missed, expected: [] }),
    }));
  return programCell({
    ...cell,
    phase: "any",
    runs: typeof meddling === "string" ? runs(meddling) : async () => runs(await meddling()),
  });
}
