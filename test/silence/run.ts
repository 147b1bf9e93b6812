/** One ordinary function's life in the sandbox with Outcrop attached, and what Outcrop said about it. */
import type { FindingCode, Severity } from "../../core/findings/finding.ts";
import { runFunction } from "../../sandbox/index.ts";
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
}

export async function runOrdinary(ordinary: OrdinaryFunction): Promise<Outcome> {
  const { name, bundle, layers = [], handler = "index.handler", env = {}, requireEsm } = ordinary;
  const runtime = await installRuntime();
  const options = withLayer({
    task: await installFunction(ordinary),
    layers: await Promise.all(layers.map(installLayer)),
    runtime,
    handler,
    env: requireEsm ? { NODE_OPTIONS: "--experimental-require-module", ...env } : env,
  });
  const { responses, logs } = await runFunction({ ...options, memoryMb: 512, events: [{}] });
  const lines = linesOf(logs.extensions["outcrop"]);
  const [response] = responses;
  const [shutdown] = ofType(lines, "shutdown");
  const manager = managerOf(`functions/${name}`) ?? "none";
  return {
    name,
    problem:
      response?.ok === true
        ? null
        : `${JSON.stringify(response?.error)}\n${logs.function}`.slice(0, MAX_PROBLEM),
    layout: bundle === undefined ? manager : `${manager}, bundled`,
    copies: Number(shutdown?.["copies"]),
    modules: Number(shutdown?.["modules"]),
    findings: ofType(lines, "finding").map(({ code, severity, package: about, message }) => ({
      code: code as FindingCode,
      severity: severity as Severity,
      package: String(about),
      message: String(message),
    })),
  };
}
