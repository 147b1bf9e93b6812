/**
 * The incident in order of time: first and last appearance of findings and errors, fingerprints, deploys,
 * updates of the runtime, gaps. Bounded: what explains the failures is kept before what does not. What
 * carries no time is in no timeline.
 */
import type { Gap, Incident } from "../model/model.ts";
import type { Cause, Drift, ExplainedError, TimelineEntry } from "./analysis.ts";
import type { Fleet } from "./fleet.ts";
import { isKnown } from "./known-time.ts";
import { isBlamable } from "./sightings.ts";
import { stagesOf } from "./stages.ts";

const maxEntries = 500;

interface Parts {
  readonly incident: Pick<Incident, "gaps" | "span">;
  readonly causes: readonly Cause[];
  readonly errors: readonly ExplainedError[];
  readonly drift: readonly Drift[];
  readonly fleet: Fleet;
}

export function timelineOf({ incident, causes, errors, drift, fleet }: Parts): readonly TimelineEntry[] {
  const kept: TimelineEntry[] = [];
  const changes = new Set<string>();
  /** A deploy may show in what was loaded and in the version: at one time it is one. */
  const isNew = ({ kind, functionName, at }: TimelineEntry): boolean => {
    if (kind !== "deploy" && kind !== "runtime-update") return true;
    const change = `${kind} ${at} ${functionName ?? ""}`;
    return !changes.has(change) && changes.add(change).size > 0;
  };
  // The last to be kept are the first to go.
  for (const entries of [
    errors.slice(0, maxEntries).flatMap(ofError),
    causes.flatMap((cause, index) =>
      isBlamable(cause.observed) ? ofCause(cause, index, incident.span?.to ?? 0) : [],
    ),
    drift.flatMap(ofDrift),
    fleet.functions.flatMap((name) => ofVersions(name, fleet)),
    incident.gaps.flatMap(ofGap),
    fleet.functions.flatMap((name) => ofStages(name, fleet)),
    causes.flatMap((cause, index) =>
      isBlamable(cause.observed) ? [] : ofCause(cause, index, incident.span?.to ?? 0),
    ),
  ]) {
    kept.push(
      ...entries.filter((entry) => isKnown(entry.at) && isNew(entry)).slice(0, maxEntries - kept.length),
    );
  }
  return kept.sort((left, right) => left.at - right.at);
}

function ofError({ error }: ExplainedError, index: number): TimelineEntry[] {
  const { functionName, kind, first, last, examples } = error;
  const common = { functionName, index };
  const begin = {
    ...common,
    at: first,
    kind: kind === "timeout" ? "timeout" : "error-first",
    origin: examples[0]?.origin ?? null,
  } as const;
  const entries: TimelineEntry[] = [begin];
  // One failure shows in several lines, each with its own time.
  if (last > first && error.count > 1)
    entries.push({
      ...common,
      at: last,
      kind: "error-last",
      origin: examples.at(-1)?.origin ?? null,
    });
  return entries;
}

/** Where the logs end with it, they do not show that it went. */
function ofCause(cause: Cause, index: number, end: number): TimelineEntry[] {
  const functionName = cause.blast.functions.length === 1 ? (cause.blast.functions[0] ?? null) : null;
  const common = { functionName, index, origin: cause.observed.origin };
  const entries: TimelineEntry[] = [{ ...common, at: cause.first, kind: "finding-first" }];
  if (isBlamable(cause.observed) && cause.last > cause.first && cause.last < end)
    entries.push({ ...common, at: cause.last, kind: "finding-last" });
  return entries;
}

/** A deploy of $LATEST shows only in what was loaded; any other shows in the version. */
function ofDrift({ functionName, to, between }: Drift, index: number): TimelineEntry[] {
  if (!to.versions.includes("$LATEST")) return [];
  const kinds = new Set(between.map(({ kind }) => kind));
  const common = { at: to.since, functionName, origin: null, news: { kind: "drift", drift: index } } as const;
  if (kinds.has("deploy") || kinds.has("layer-change")) return [{ ...common, kind: "deploy" }];
  return kinds.has("runtime-update") ? [{ ...common, kind: "runtime-update" }] : [];
}

function ofVersions(functionName: string, fleet: Fleet): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let [latest, runtime]: [string | null, string | null] = [null, null];
  const versions = new Set<string>();
  const runtimes = new Set<string>();
  for (const { functionVersion, runtimeVersionArn, first } of fleet.ofFunction(functionName)) {
    const common = { at: first, functionName, origin: null };
    if (!versions.has(functionVersion) && latest !== null) {
      entries.push({
        ...common,
        kind: "deploy",
        news: { kind: "environment", before: latest, after: functionVersion },
      });
    }
    if (runtimeVersionArn !== null && !runtimes.has(runtimeVersionArn) && runtime !== null) {
      entries.push({
        ...common,
        kind: "runtime-update",
        news: { kind: "environment", before: runtime, after: runtimeVersionArn },
      });
    }
    versions.add(functionVersion);
    latest = functionVersion;
    if (runtimeVersionArn !== null) runtimes.add(runtimeVersionArn);
    runtime = runtimeVersionArn ?? runtime;
  }
  return entries;
}

function ofStages(functionName: string, fleet: Fleet): TimelineEntry[] {
  const first = new Map(
    [...stagesOf(fleet.ofFunction(functionName))].reverse().map((stage) => [stage.fingerprint, stage]),
  );
  return [...first.values()].map(({ fingerprint, since, copies, origin }) => ({
    at: since,
    kind: "fingerprint",
    functionName,
    fingerprint,
    copies: copies.length,
    origin,
  }));
}

function ofGap({ functionName, from, origin }: Gap, index: number): TimelineEntry[] {
  return from === null ? [] : [{ at: from, kind: "gap", functionName, origin, gap: index }];
}
