/**
 * What `outcrop check` foretells of a function, against what the shim then records of it: every resolution
 * that both have must lead to the same file. The resolver alone, asked in the name of the true importer, must
 * give every recorded one.
 */
import { type CheckedFunction, checkFunction } from "../../../check/check-function.ts";
import { folderTree } from "../../../check/lambda/folder-tree.ts";
import type { FunctionInput } from "../../../check/lambda/function-input.ts";
import { virtualLambda } from "../../../check/lambda/virtual-lambda.ts";
import { predict } from "../../../check/predict.ts";
import type { PredictedEdge, Walked } from "../../../check/walk/walk.ts";
import type { JournalRecord, ResolutionRecord, UnresolvedRecord } from "../../../core/journal/records.ts";
import type { Resolved, Resolver } from "../../../core/layout/resolver.ts";

export interface Roots {
  readonly task: string;
  readonly layers: readonly string[];
  readonly runtime: string;
}

export interface Compared {
  /** Resolutions of the function that were recorded, each once. */
  readonly recorded: number;
  /** Those of them that were foretold with another result. */
  readonly wrong: readonly string[];
  /** Those that were not foretold, and why. */
  readonly missed: readonly Unexplained[];
  /** Those to which the resolver does not lead from their true importer, and why. */
  readonly unreplayed: readonly Unexplained[];
  readonly checked: CheckedFunction;
}

export interface Unexplained {
  readonly edge: string;
  /** Null where nothing explains it. */
  readonly reason: string | null;
}

/** Of the platform, the shim and the sandbox's own patch: nothing that is deployed asks for it. */
const notDeployed = /^\/(?:var\/runtime\/index\.mjs|var\/lang\/|opt\/outcrop\/)/;

export function compared(
  input: Omit<FunctionInput, "task" | "layers" | "runtimeFiles">,
  { task, layers, runtime }: Roots,
  journal: readonly JournalRecord[],
): Compared {
  const function_: FunctionInput = {
    ...input,
    task: folderTree(task),
    layers: layers.map(folderTree),
    runtimeFiles: folderTree(runtime),
  };
  const { walked } = predict(function_);
  const { resolver } = virtualLambda(function_, () => {});
  const foretold = new Map<string, Set<string>>();
  for (const { how, specifier, importer, resolved } of walked.edges) {
    const key = keyOf(how, specifier, importer);
    const answers = foretold.get(key) ?? new Set();
    // That an ES module is refused to `require` does not make its resolution fail, which comes before.
    if (textOf(resolved) !== "ERR_REQUIRE_ESM") foretold.set(key, answers.add(textOf(resolved)));
  }
  const edges = new Map<string, Asked>();
  for (const asked of journal.flatMap(askedOf)) edges.set(edgeText(asked), asked);
  const all = [...edges.values()];
  const answersTo = ({ how, specifier, importer }: Asked): ReadonlySet<string> | undefined =>
    foretold.get(keyOf(how, specifier, importer));
  const differing = all.filter((asked) => answersTo(asked)?.has(asked.result) !== true);
  // Another look-up of the same name, in folders that are known only when the code runs.
  const isOther = (asked: Asked): boolean =>
    answersTo(asked) === undefined || withPaths(asked, walked) !== null;
  return {
    recorded: all.length,
    wrong: differing
      .filter((asked) => !isOther(asked))
      .map((asked) => `${edgeText(asked)}, not ${[...(answersTo(asked) ?? [])].join(" or ")}`),
    missed: differing
      .filter(isOther)
      .map((asked) => ({ edge: edgeText(asked), reason: reasonOf(asked, walked) })),
    unreplayed: all.flatMap((asked) => {
      const answer = textOf(answerOf(asked, resolver, walked));
      const reason = withPaths(asked, walked);
      return answer === asked.result ? [] : [{ edge: `${edgeText(asked)}, not ${answer}`, reason }];
    }),
    checked: checkFunction(function_),
  };
}

interface Asked extends Pick<ResolutionRecord, "how" | "specifier"> {
  readonly importer: string;
  /** A path, or the code of an error. */
  readonly result: string;
}

/** Built-ins and addresses lead to no file. */
function askedOf(record: JournalRecord): readonly Asked[] {
  if (record.tag !== "resolution" && record.tag !== "unresolved") return [];
  const { how, specifier, importer } = record satisfies ResolutionRecord | UnresolvedRecord;
  const result = record.tag === "resolution" ? record.path : record.code;
  // What NODE_OPTIONS imports is asked for in the name of the folder that Node starts in.
  if (importer === "/var/task/" && specifier === result) return [];
  if (importer === null || how === "preloaded" || notDeployed.test(importer)) return [];
  return result.startsWith("node:") || !/^[/A-Z]/.test(result) ? [] : [{ how, specifier, importer, result }];
}

function edgeText({ how, specifier, importer, result }: Asked): string {
  return `${how} ${specifier} by ${importer} -> ${result}`;
}

function textOf(resolved: Resolved): string {
  if (resolved.kind === "error") return resolved.code;
  return resolved.kind === "file" ? resolved.path : "";
}

/** A look-up with folders that the walk knows was foretold; the journal does not have the folders. */
function answerOf({ how, specifier, importer, result }: Asked, resolver: Resolver, walked: Walked): Resolved {
  const answer = resolver.resolve({ specifier, importer, how: how === "import" ? how : "require" });
  if (textOf(answer) === result) return answer;
  const isOfPaths = (one: PredictedEdge): boolean =>
    one.how === "require.resolve" && one.importer === importer && one.specifier === specifier;
  return walked.edges.find(isOfPaths)?.resolved ?? answer;
}

/** The folders to begin at are known only when the code runs. */
function withPaths({ importer }: Asked, { computed }: Walked): string | null {
  const lines = computed
    .filter((one) => one.importer === importer && one.how === "require.resolve")
    .map(({ line }) => line);
  return lines.length > 0 ? `require.resolve with folders of its own in line ${lines.join(", ")}` : null;
}

/** Node 24 asks hooks for `require` and for `require.resolve` in the same words. */
function keyOf(how: string, specifier: string, importer: string | null): string {
  return `${how === "import" ? how : "require"} ${specifier}\n${importer ?? ""}`;
}

/** By what the walk itself says about the importer. */
function reasonOf({ importer }: Asked, { computed, certain, possible }: Walked): string | null {
  if (!certain.has(importer) && !possible.has(importer)) return "its importer was missed";
  const lines = computed.filter((one) => one.importer === importer).map(({ line }) => line);
  return lines.length > 0 ? `computed in line ${lines.join(", ")}` : null;
}
