/** One ordinary function's life in the sandbox with Outcrop attached, and what Outcrop said about it. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FindingCode, Severity } from "../../core/findings/finding.ts";
import { decode } from "../../core/journal/codec.ts";
import { journalName } from "../../core/journal/location.ts";
import { startSandbox } from "../../sandbox/index.ts";
import { compared } from "../check/oracle/compare.ts";
import { type Summary, summary, thisRuntime } from "../check/oracle/observe.ts";
import { linesOf, ofType, withLayer } from "../support/layer-run.ts";
import type { OrdinaryFunction } from "./functions.ts";
import { installFunction, installLayer, installRuntime, managerOf } from "./install.ts";

/** A minified source line in a stack is as long as its file. */
const MAX_PROBLEM = 2_000;

export interface Said {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly package: string;
  readonly message: string;
}

export interface Outcome {
  readonly name: string;
  /** Answered without an error, so that what was loaded is what a healthy function loads. */
  readonly problem: string | null;
  readonly layout: string;
  readonly copies: number;
  readonly modules: number;
  readonly findings: readonly Said[];
  /** What `outcrop check` says about the same roots. */
  readonly predicted: Summary;
}

export async function runOrdinary(ordinary: OrdinaryFunction): Promise<Outcome> {
  const { name, bundle, layers = [], handler = "index.handler", env = {}, requireEsm } = ordinary;
  const runtime = await installRuntime();
  const task = await installFunction(ordinary);
  const roots = { task, layers: await Promise.all(layers.map(installLayer)), runtime };
  const variables = requireEsm ? { NODE_OPTIONS: "--experimental-require-module", ...env } : env;
  const options = withLayer({ ...roots, handler, env: variables });
  const sandbox = await startSandbox({ ...options, memoryMb: 512 });
  const response = await sandbox.invoke({});
  const journal = readFileSync(join(sandbox.files().tmp, ".outcrop", journalName), "utf8");
  await sandbox.shutdown();
  const logs = sandbox.logs();
  const lines = linesOf(logs.extensions["outcrop"]);
  const [shutdown] = ofType(lines, "shutdown");
  const manager = managerOf(`functions/${name}`) ?? "none";
  return {
    name,
    problem:
      response.ok === true
        ? null
        : `${JSON.stringify(response.error)}\n${logs.function}`.slice(0, MAX_PROBLEM),
    layout: bundle === undefined ? manager : `${manager}, bundled`,
    copies: Number(shutdown?.["copies"]),
    modules: Number(shutdown?.["modules"]),
    findings: ofType(lines, "finding").map(({ code, severity, package: about, message }) => ({
      code: code as FindingCode,
      severity: severity as Severity,
      package: String(about),
      message: String(message),
    })),
    predicted: predictedOf(ordinary, variables, roots, journal),
  };
}

function predictedOf(
  { name, handler = "index.handler" }: OrdinaryFunction,
  variables: Readonly<Record<string, string>>,
  roots: Parameters<typeof compared>[1],
  journal: string,
): Summary {
  const records = journal.split("\n").flatMap((text) => decode(text) ?? []);
  return summary(compared({ name, ...thisRuntime(), handler, variables }, roots, records));
}
