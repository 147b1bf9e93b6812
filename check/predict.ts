/**
 * What a function will load, and the findings that this will have in production: the virtual Lambda is walked
 * (check/walk), and its edges go through the same engine and rules as those that the shim observes.
 */

import { type Acceptance, readAcceptances } from "../core/findings/engine/accept.ts";
import { Analysis } from "../core/findings/engine/analysis.ts";
import { EnvironmentWorld } from "../core/findings/engine/environment-world.ts";
import { FoundBundles } from "../core/findings/engine/found-bundles.ts";
import type { Finding } from "../core/findings/finding.ts";
import type { ThreadRecord } from "../core/journal/records.ts";
import { placeInNodeModules } from "../core/layout/copy.ts";
import type { PackageReader } from "../core/layout/package-json.ts";
import type { Problem } from "../core/layout/problem.ts";
import { parseBareSpecifier } from "../core/layout/specifier.ts";
import type { FunctionInput } from "./lambda/function-input.ts";
import type { Opt } from "./lambda/opt.ts";
import { virtualLambda } from "./lambda/virtual-lambda.ts";
import { fatesIn } from "./native/fate.ts";
import { givenUp } from "./native/given-up.ts";
import { NativeLoads } from "./native/loads.ts";
import { recordsOf, resolutionOf } from "./records.ts";
import { type StartCopy, startLoad } from "./start-load.ts";
import { type PredictedEdge, type Walked, walk } from "./walk/walk.ts";

export interface Prediction {
  readonly walked: Walked;
  /** From certain edges alone: these will be there whenever the function has started. */
  readonly certain: readonly Finding[];
  /** From all edges: those that are not among the certain ones. */
  readonly possible: readonly Finding[];
  readonly opt: Opt;
  /** What is loaded for certain, by copy. */
  readonly start: readonly StartCopy[];
  /** Files that are asked for when the function starts and are not there: a sentence each. */
  readonly missing: readonly string[];
  readonly bundles: {
    /** How many of the function's own files are bundles: Node never resolves the packages in them. */
    readonly found: number;
    /** The files next to them that say what is in them. */
    readonly maps: readonly string[];
  };
  readonly problems: readonly Problem[];
  /** Of outcrop.json, those whose last day is over. */
  readonly ended: readonly Acceptance[];
}

/**
 * @param now when acceptances are looked at, in milliseconds since the epoch
 * @throws Error for a runtime that is not one of Node's.
 */
export function predict(input: FunctionInput, now: number = Date.now()): Prediction {
  const problems: Problem[] = [];
  const onProblem = (problem: Problem): void => {
    if (problems.length < maxProblems) problems.push(problem);
  };
  const lambda = virtualLambda(input, onProblem);
  const { runtime, mounted, files, packages, opt, start } = lambda;
  const { detectsSyntax } = runtime;
  const { requireEsm } = start;
  const walked = walk(start.entries, { ...lambda, onProblem, requireEsm, detectsSyntax });
  const thread: ThreadRecord = {
    tag: "thread",
    thread: 0,
    pid: 1,
    node: `v${runtime.nodeMajor}.0.0`,
    platform: "linux",
    arch: input.arch,
    abi: runtime.abi,
    napi: runtime.napi,
    nodePath: lambda.nodePath,
    taskRoot: "/var/task",
    startedAfterMs: 0,
    startMs: 0,
  };
  const isPromised = promisedIn(packages);
  const { current: accept, ended } = readAcceptances(files, "/var/task/outcrop.json", now, onProblem);
  const layout = { sysroot: "", runtime: runtime.name, rootsOnly: true };
  const loads = new NativeLoads(new EnvironmentWorld(files, layout, onProblem), thread);
  const variable = (name: string): string | null => input.variables[name] || null;
  const foretelling = { thread, isPromised, loads, givenUp: givenUp(walked, loads, variable) };
  const judged = (edges: readonly PredictedEdge[]) => {
    const analysis = new Analysis({ files: mounted, layout, accept, onProblem });
    for (const record of recordsOf(edges, foretelling)) analysis.observe(record);
    const bundles = new FoundBundles(mounted, analysis, onProblem);
    for (const _ of bundles.reading(edges.flatMap(resolutionOf), "/var/task"));
    analysis.inspectLatent({ variable, fate: fatesIn(edges), cpuMs: () => 0 });
    return { findings: [...analysis.settle().findings], bundles };
  };
  const { findings: certain, bundles } = judged(walked.edges.filter((edge) => edge.certain));
  const known = new Set(certain.map(({ key }) => key));
  const all = judged(walked.edges);
  const possible = all.findings.filter((finding) => !known.has(finding.key));
  const { found, maps } = bundles.found > 0 ? bundles : all.bundles;
  const { missing } = start;
  const startCopies = startLoad(walked.certain, {
    bytesOf: (path) => mounted.stat(path)?.size ?? null,
    layerOf: (path) => input.layers[opt.nodes.get(path.slice(optFolder.length))?.layer ?? -1]?.name ?? null,
  });
  return {
    walked,
    certain,
    possible,
    opt,
    start: startCopies,
    missing,
    bundles: { found, maps },
    problems,
    ended,
  };
}

const optFolder = "/opt/";

const maxProblems = 1_000;

/**
 * Whether the importer relies on it: the function's own code on all that it asks for, a package on what it
 * declares as a dependency. Packages also ask for things that are there only in some installs.
 */
function promisedIn(packages: PackageReader): (edge: PredictedEdge) => boolean {
  return ({ importer, specifier }) => {
    const copy = importer === null ? null : placeInNodeModules(importer);
    if (copy === null) return true;
    const name = parseBareSpecifier(specifier)?.package;
    return name !== undefined && packages.read(copy.path)?.dependencies.has(name) === true;
  };
}
