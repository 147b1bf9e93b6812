/** What `outcrop check` says about one function, as data. */
import { type Acceptance, acceptanceOf } from "../core/findings/engine/accept.ts";
import { type Finding, findingKinds, fixOf, messageOf } from "../core/findings/finding.ts";
import { type Severity, severityOrder } from "../core/findings/rule/severity.ts";
import type { Problem } from "../core/layout/problem.ts";
import { parseBareSpecifier } from "../core/layout/specifier.ts";
import type { Coverage } from "../core/telemetry/coverage.ts";
import type { Unopened } from "./inputs/artefacts.ts";
import type { FunctionInput } from "./lambda/function-input.ts";
import { mergeLayers } from "./lambda/opt.ts";
import { runtimeOf } from "./lambda/runtime.ts";
import { unjudgedRuntime } from "./lambda/runtime-name.ts";
import { judgeLayers, type LayerReport, noLayers } from "./layers.ts";
import { compareLock, type LockReport, type LockRequest } from "./lock/compare-lock.ts";
import { type OptFile, optFiles } from "./opt-files.ts";
import { predict } from "./predict.ts";
import type { StartCopy } from "./start-load.ts";
import type { MissingName } from "./walk/linking.ts";
import type { ComputedEdge, Walked } from "./walk/walk.ts";

export interface CheckedFinding {
  readonly code: Finding["code"];
  readonly severity: Severity;
  readonly package: string;
  readonly message: string;
  readonly fix: string;
  /** The page's address in Outcrop's repository. */
  readonly docs: string;
  readonly winner: Finding["winner"];
  readonly loser: Finding["loser"];
  readonly importer: string | null;
  readonly range: string | null;
  readonly evidence: unknown;
  /** The reason given in outcrop.json; null where the finding is not accepted. */
  readonly accepted: string | null;
  /** The acceptance that was for it and whose last day is over: it counts again. */
  readonly acceptanceEnded: Pick<Acceptance, "reason" | "until"> | null;
}

export interface CheckedFunction {
  readonly name: string;
  readonly runtime: string;
  readonly arch: FunctionInput["arch"];
  readonly layers: readonly string[];
  /**
   * `node`: everything was judged. `other`: only the layers and the files were, because the runtime is another
   * language's, or one that is not known. `nothing`: the code cannot be read.
   */
  readonly judged: "node" | "other" | "nothing";
  /** There whenever the function has started. */
  readonly will: readonly CheckedFinding[];
  /** There if code runs that is lazy or behind a condition. */
  readonly may: readonly CheckedFinding[];
  readonly layerReport: LayerReport;
  /** What differs from its lock; null where none was asked for, or none can be used. */
  readonly lock: LockReport | null;
  /** What is in /opt, and what was. */
  readonly opt: readonly OptFile[];
  /** `bundled`: its own code is a bundle, and packages in it were judged only as far as `bundleMaps` say. */
  readonly coverage: Exclude<Coverage, "none">;
  /** The files next to the bundles that say what is in them. */
  readonly bundleMaps: readonly string[];
  /** How many modules are loaded for certain, and how many more may be. */
  readonly modules: { readonly certain: number; readonly possible: number };
  /** What is loaded for certain, by copy, the most bytes first. */
  readonly start: readonly StartCopy[];
  readonly computed: readonly ComputedEdge[];
  /** What could not be judged: a sentence each. */
  readonly unjudged: readonly string[];
}

/**
 * Total for bad content: what cannot be read is among `unjudged`.
 * @param now when acceptances are looked at, in milliseconds since the epoch
 * @param locks null where the function is not compared with its lock
 */
export function checkFunction(
  input: FunctionInput,
  now: number = Date.now(),
  locks: LockRequest | null = null,
): CheckedFunction {
  const { report: lock, unjudged: unlocked } =
    locks === null ? { report: null, unjudged: [] } : compareLock(input, locks);
  const runtime = runtimeOf(input.runtime);
  const known = {
    name: input.name,
    runtime: input.runtime,
    arch: input.arch,
    layers: input.layers.map(({ name }) => name),
  };
  if (runtime === null) {
    const opt = mergeLayers(input.layers);
    const layerReport = judgeLayers(input, opt, [], null);
    const why = unjudgedRuntime(input.runtime);
    const nothing = { certain: new Set<string>(), possible: new Set<string>() };
    return {
      ...known,
      judged: "other",
      will: [],
      may: [],
      layerReport,
      lock,
      opt: optFiles(input.layers, opt, nothing),
      coverage: "full",
      bundleMaps: [],
      modules: { certain: 0, possible: 0 },
      start: [],
      computed: [],
      unjudged: distinct(why === null ? [] : [why], unknownOf(input), unlocked),
    };
  }
  const { walked, certain, possible, opt, start, missing, bundles, problems, ended } = predict(input, now);
  const loaded = [...walked.certain, ...walked.possible];
  const layerReport = judgeLayers(input, opt, loaded, runtime, askedInVain(walked));
  const unknown = unknownOf(input);
  // The unknown parts may bring the missing ones.
  const isUncertain = unknown.length > 0;
  const fatal = [...missing.map((text) => `${text}.`), ...walked.missingNames.map(missingNameText)];
  return {
    ...known,
    judged: "node",
    will: inOrder(
      certain.filter((finding) => !isUnsure(finding, input)),
      ended,
    ),
    may: inOrder([...possible, ...certain.filter((finding) => isUnsure(finding, input))], ended),
    layerReport: { ...layerReport, broken: [...layerReport.broken, ...(isUncertain ? [] : fatal)] },
    lock,
    opt: optFiles(input.layers, opt, walked),
    coverage: bundles.found > 0 ? "bundled" : "full",
    bundleMaps: bundles.maps,
    modules: { certain: walked.certain.size, possible: walked.possible.size },
    start,
    computed: walked.computed,
    unjudged: distinct(
      unknown,
      unlocked,
      isUncertain ? fatal : [],
      bundles.found > bundles.maps.length ? [inBundle] : [],
      problems.map(sentenceOf),
    ),
  };
}

/** Names of packages: what has a name may be there all the same, and be incomplete. */
function askedInVain({ edges }: Walked): ReadonlySet<string> {
  return new Set(
    edges.flatMap(({ specifier, resolved }) =>
      resolved.kind === "error" ? (parseBareSpecifier(specifier)?.package ?? []) : [],
    ),
  );
}

/** A function whose code cannot be read, with the reason. */
export function notChecked({ name, runtime, arch, layers, why }: Unopened): CheckedFunction {
  return {
    name,
    runtime: runtime ?? "unknown",
    arch,
    layers,
    judged: "nothing",
    will: [],
    may: [],
    layerReport: noLayers,
    lock: null,
    opt: [],
    coverage: "full",
    bundleMaps: [],
    modules: { certain: 0, possible: 0 },
    start: [],
    computed: [],
    unjudged: distinct(why),
  };
}

function distinct(...texts: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(texts.flat())];
}

function missingNameText({ importer, specifier, name, path }: MissingName): string {
  return `${importer} imports the name ${name} of ${specifier}, and ${path} does not export it.`;
}

function unknownOf({ unreadLayers = [], unknown = [] }: FunctionInput): readonly string[] {
  return [...unreadLayers.map(({ why }) => why), ...unknown];
}

/** A layer that cannot be read may have what is missing. */
function isUnsure({ code }: Finding, { unreadLayers = [] }: FunctionInput): boolean {
  return code === "unresolved-module" && unreadLayers.length > 0;
}

const inBundle =
  "The function's code is a bundle. Packages inside it are not judged, because neither a source map nor a " +
  "metafile is next to it.";

function inOrder(findings: readonly Finding[], ended: readonly Acceptance[]): readonly CheckedFinding[] {
  return findings
    .map((finding) => checkedFinding(finding, ended))
    .sort((left, right) => severityOrder[left.severity] - severityOrder[right.severity]);
}

function checkedFinding(finding: Finding, ended: readonly Acceptance[]): CheckedFinding {
  const { code, accepted, package: name } = finding;
  const former = accepted === null ? acceptanceOf(ended, code, name) : undefined;
  return {
    code,
    severity: finding.severity,
    package: name,
    message: messageOf(finding),
    fix: fixOf(finding),
    docs: findingKinds[code].docs,
    winner: finding.winner,
    loser: finding.loser,
    importer: finding.importer?.path ?? null,
    range: finding.range,
    evidence: finding.evidence,
    accepted,
    acceptanceEnded: former === undefined ? null : { reason: former.reason, until: former.until },
  };
}

function sentenceOf({ path, what }: Problem): string {
  return `${path} ${what}.`;
}
