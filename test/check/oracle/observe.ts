/** Runs a function in the sandbox with Outcrop attached, and compares what was recorded with the check. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decode } from "../../../core/journal/codec.ts";
import { journalName } from "../../../core/journal/location.ts";
import { startSandbox } from "../../../sandbox/index.ts";
import { linesOf, ofType, withLayer } from "../../support/layer-run.ts";
import { type Compared, compared, type Roots } from "./compare.ts";

export interface OracleFunction extends Roots {
  readonly name: string;
  readonly handler: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly events: readonly unknown[];
  /** It is meant to fail, as the demo's function is. */
  readonly fails?: true;
}

/** What the check says, and how it compares. */
export interface Summary extends Omit<Compared, "checked"> {
  /** `code package` of the findings above info. */
  readonly will: readonly string[];
  readonly may: readonly string[];
  /** Why its init is said to fail. */
  readonly broken: readonly string[];
  readonly unjudged: readonly string[];
}

export interface Outcome extends Summary {
  readonly name: string;
  /** Why its answer says nothing; null for a function that has answered as it should. */
  readonly problem: string | null;
  /** As `will`, of production. */
  readonly observed: readonly string[];
}

const maxProblem = 2_000;

export async function observe(one: OracleFunction): Promise<Outcome> {
  const { name, task, layers, runtime, handler, variables, events } = one;
  const sandbox = await startSandbox({
    ...withLayer({ task, layers, runtime, handler, env: variables }),
    memoryMb: 512,
  });
  const errors: string[] = [];
  for (const event of events) {
    const response = await sandbox.invoke(event);
    if (response.ok !== true) errors.push(JSON.stringify(response.error));
  }
  const journal = readFileSync(join(sandbox.files().tmp, ".outcrop", journalName), "utf8");
  await sandbox.shutdown();
  const logs = sandbox.logs();
  const findings = ofType(linesOf(logs.extensions["outcrop"]), "finding");
  const records = journal.split("\n").flatMap((text) => decode(text) ?? []);
  const problem = errors.length === 0 || one.fails === true ? null : `${errors.join(" ")}\n${logs.function}`;
  return {
    name,
    problem: problem?.slice(0, maxProblem) ?? null,
    observed: aboveInfo(
      findings.map(({ code, severity, package: about }) => ({ code, severity, package: about })),
    ),
    ...summary(compared({ name, ...thisRuntime(), handler, variables }, one, records)),
  };
}

export function thisRuntime(): { readonly runtime: string; readonly arch: "x64" | "arm64" } {
  const line = Number.parseInt(process.versions.node, 10);
  return { runtime: `nodejs${line}.x`, arch: process.arch === "arm64" ? "arm64" : "x64" };
}

export function summary({ checked, ...resolutions }: Compared): Summary {
  const { will, may, unjudged, layerReport } = checked;
  const { broken } = layerReport;
  return { ...resolutions, will: aboveInfo(will), may: aboveInfo(may), broken, unjudged };
}

interface Said {
  readonly code: unknown;
  readonly severity: unknown;
  readonly package: unknown;
}

/** `code package` of each. */
export function aboveInfo(findings: readonly Said[]): readonly string[] {
  const texts = findings.filter(({ severity }) => severity !== "info");
  return [...new Set(texts.map(({ code, package: about }) => `${code} ${about}`))].sort();
}
