/**
 * Runs a package's own tests plain and with the shim on one Node, and again where the arms end differently.
 */
import { readdirSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { type ArmName, Arms, armNames, repetitions } from "./arm.ts";
import { type EndedProcess, runToEnd } from "./ended-process.ts";
import type { Outcome } from "./outcome.ts";
import type { SuiteRun, TestedPackage } from "./packages.ts";
import type { TestResult } from "./results.ts";
import { tapPoints } from "./tap.ts";

const timeoutMs = 300_000;

/** One process of a suite. */
interface Step {
  readonly name: string;
  readonly run: SuiteRun;
  readonly args: readonly string[];
}

type Points = ReadonlyMap<string, Outcome>;

/** @param node the binary; @param folder the package's; @param work an empty folder */
export async function runPackage(
  { node, folder, work }: { readonly node: string; readonly folder: string; readonly work: string },
  tested: TestedPackage,
): Promise<TestResult[]> {
  const arms = new Arms(resolve(work, "root"));
  const results: TestResult[] = [];
  for (const step of tested.runs.flatMap((run) => stepsOf(run, folder))) {
    const once = async (arm: ArmName): Promise<Points> =>
      pointsOf(step, await runStep(step, arm, { arms, node, folder }));
    const runs = { plain: [await once("plain")], shim: [await once("shim")] };
    const observed = arms.observed();
    if (!alike(runs.plain[0], runs.shim[0])) {
      for (let i = 0; i < repetitions; i++) for (const arm of armNames) runs[arm].push(await once(arm));
      arms.observed();
    }
    const names = new Set([...runs.plain, ...runs.shim].flatMap((points) => [...points.keys()]));
    for (const name of names) {
      const outcomes = (arm: ArmName): Outcome[] => runs[arm].map((points) => points.get(name) ?? "missing");
      results.push({ name, plain: outcomes("plain"), shim: outcomes("shim"), observed });
    }
  }
  return results;
}

function stepsOf(run: SuiteRun, folder: string): Step[] {
  const { files, args, label } = run;
  if (files === null) return [{ name: label ?? "", run, args }];
  const names = readdirSync(join(folder, files.folder)).filter(
    (name) => files.match.test(name) && files.omit?.includes(name) !== true,
  );
  return names.sort().map((file) => {
    const path = `${files.folder}/${file}`;
    const name = label === undefined ? path : `${path} (${label})`;
    return { name, run, args: args.map((arg) => arg.replace("{file}", path)) };
  });
}

function runStep(
  { run, args }: Step,
  arm: ArmName,
  { arms, node, folder }: { readonly arms: Arms; readonly node: string; readonly folder: string },
): Promise<EndedProcess> {
  const plainEnv = {
    PATH: `${dirname(node)}${delimiter}${process.env["PATH"]}`,
    HOME: folder,
    LANG: "C.UTF-8",
    CI: "1",
    ...run.env,
  };
  const { command, env } = arms.preloaded(run.preload ?? "wrapped", arm, [node, ...args]);
  return runToEnd({ command, cwd: folder, env: { ...plainEnv, ...env }, timeoutMs });
}

function pointsOf({ name, run }: Step, ended: EndedProcess): Points {
  const points = run.counts === "tap" ? tapPoints(ended.stdout) : new Map<string, Outcome>();
  const named = new Map(
    [...points].map(([point, outcome]) => [name === "" ? point : `${name}: ${point}`, outcome]),
  );
  return named.set(name === "" ? "the whole run" : name, ended.status === 0 ? "passed" : "failed");
}

function alike(one: Points | undefined, other: Points | undefined): boolean {
  if (one?.size !== other?.size) return false;
  return [...(one ?? [])].every(([name, outcome]) => other?.get(name) === outcome);
}
