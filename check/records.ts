/**
 * What the shim would write, of what is foretold. A failed resolution that nothing catches fails something:
 * the init if it is certain, else the invocation that comes to it, if it was promised to succeed. So does a
 * native file that does not load. Here each has an invocation of its own, so that no other is blamed for it.
 */
import type {
  FailureRecord,
  JournalRecord,
  NativeEndRecord,
  ResolutionRecord,
  ThreadRecord,
  UnresolvedRecord,
} from "../core/journal/records.ts";
import type { GivenUp } from "./native/given-up.ts";
import { type NativeLoads, nativeFileOf } from "./native/loads.ts";
import { unguardedModules } from "./walk/unguarded.ts";
import type { PredictedEdge } from "./walk/walk.ts";

export interface Foretelling {
  readonly thread: ThreadRecord;
  readonly isPromised: (edge: PredictedEdge) => boolean;
  readonly loads: NativeLoads;
  /** Of all modules, those that these edges do not lead to too. */
  readonly givenUp: readonly GivenUp[];
}

/** Who asks for the handler: the runtime's client. */
const platform = "/var/runtime/index.mjs";

export function* recordsOf(
  edges: readonly PredictedEdge[],
  { thread, isPromised, loads, givenUp }: Foretelling,
): Generator<JournalRecord> {
  yield thread;
  const isUnguarded = unguardedModules(edges);
  const loaded = new Set(edges.map(({ resolved }) => (resolved.kind === "file" ? resolved.path : "")));
  const quitting = givenUp.filter(({ importer }) => loaded.has(importer) && isUnguarded(importer));
  let ordinal = 0;
  // First: all that such a module has asked for before it threw would be blamed too.
  for (const { importer, specifier } of quitting) {
    yield { tag: "unresolved", thread: 0, how: "require", specifier, importer, code: "MODULE_NOT_FOUND" };
    yield { ...failure, ordinal: ordinal++, frames: [`    at ${importer}:1:1`] };
  }
  const failing: UnresolvedRecord[] = [];
  for (const edge of edges) {
    const { importer, how, specifier, resolved, certain, guarded } = edge;
    const asked = { thread: 0, how, specifier, importer: importer ?? platform } as const;
    if (resolved.kind === "file") {
      yield* resolutionOf(edge);
      const native = nativeFileOf(edge);
      if (native === null || loads.causeOf(native) !== null) continue;
      yield { tag: "native-start", thread: 0, path: native };
      yield { tag: "native-end", thread: 0, path: native, code: null, message: null };
    } else if (resolved.kind === "error") {
      const record = { tag: "unresolved", ...asked, code: resolved.code } as const;
      const isCaught = guarded || !isUnguarded(importer) || how === "require.resolve";
      if (!isCaught && (certain || isPromised(edge))) failing.push(record);
      else yield record;
    }
  }
  yield { tag: "ready", thread: 0 };
  for (const record of failing) {
    const { specifier, code } = record;
    yield record;
    yield { ...failure, code, message: `Cannot find module '${specifier}'`, ordinal: ordinal++ };
  }
  const { fatal, survived } = unfit(edges, isUnguarded, loads);
  for (const path of fatal) {
    yield endOf(path);
    yield { ...failure, code: failed, ordinal: ordinal++ };
  }
  // Last: no failure comes after those that the code gets over.
  for (const path of survived) yield endOf(path);
}

export function resolutionOf({ importer, how, specifier, resolved }: PredictedEdge): ResolutionRecord[] {
  if (resolved.kind !== "file") return [];
  const { path } = resolved;
  return [{ tag: "resolution", thread: 0, how, specifier, importer: importer ?? platform, path }];
}

/** The files that would not load, without those that the code may never come to: it has another that fits. */
function unfit(
  edges: readonly PredictedEdge[],
  isUnguarded: (path: string | null) => boolean,
  loads: NativeLoads,
): { readonly fatal: ReadonlySet<string>; readonly survived: ReadonlySet<string> } {
  const served = new Set<string | null>();
  const unfit: (PredictedEdge & { readonly path: string })[] = [];
  for (const edge of edges) {
    const path = nativeFileOf(edge);
    if (path === null) continue;
    if (loads.causeOf(path) === null) served.add(edge.importer);
    else unfit.push({ ...edge, path });
  }
  const fatal = new Set<string>();
  const survived = new Set<string>();
  for (const { importer, certain, guarded, path } of unfit) {
    if (!certain && (served.has(importer) || loads.isForOthers(path))) continue;
    const isCaught = guarded || !isUnguarded(importer);
    (isCaught ? survived : fatal).add(path);
  }
  return { fatal, survived: new Set([...survived].filter((path) => !fatal.has(path))) };
}

const failed = "ERR_DLOPEN_FAILED";

/** Without the loader's text, which is known only where it is asked. */
function endOf(path: string): NativeEndRecord {
  return { tag: "native-end", thread: 0, path, code: failed, message: null };
}

const failure: FailureRecord = {
  tag: "failure",
  thread: 0,
  phase: "invoke",
  ordinal: 0,
  name: "Error",
  code: null,
  message: null,
  frames: [],
  missing: null,
  thrown: null,
  causes: [],
};
