/**
 * What one function ran as: a fingerprint, in one version and on one runtime; with all that is known of when,
 * what it had loaded and what was found. And which of these one environment went through.
 */
import type { Copy, Environment, Load, ObservedFinding, Origin } from "../model/model.ts";
import { isKnown } from "./known-time.ts";
import { isBlamable } from "./sightings.ts";

export interface Stage {
  readonly fingerprint: string;
  readonly copies: readonly Copy[];
  readonly versions: ReadonlySet<string>;
  /** ARNs of the managed runtime's versions. */
  readonly runtimes: ReadonlySet<string>;
  /** What is found in environments that reached it, and could be blamed. By key. */
  readonly findings: ReadonlyMap<string, ObservedFinding>;
  readonly since: number;
  readonly until: number;
  readonly origin: Origin | null;
  /** The stages from which an environment went on to this one. */
  readonly earlier: ReadonlySet<Stage>;
  /** No environment went on from it. */
  readonly isLast: boolean;
}

interface Building {
  readonly fingerprint: string;
  copies: readonly Copy[];
  readonly versions: Set<string>;
  readonly runtimes: Set<string>;
  readonly findings: Map<string, ObservedFinding>;
  readonly origin: Origin | null;
  readonly earlier: Set<Building>;
  since: number;
  until: number;
  isLast: boolean;
}

/** In the order they first appeared; those without a time come first. */
export function stagesOf(environments: readonly Environment[]): readonly Stage[] {
  const stages = new Map<string, Building>();
  for (const environment of environments) {
    let before: Building | null = null;
    for (const load of environment.loads) {
      const { functionVersion, runtimeVersionArn } = environment;
      const key = `${load.fingerprint}\n${functionVersion}\n${runtimeVersionArn ?? ""}`;
      const stage = stages.get(key) ?? started(load);
      stages.set(key, stage);
      // An environment whose lines are not all there knows of fewer copies.
      if (load.copies.length > stage.copies.length) stage.copies = load.copies;
      stage.versions.add(environment.functionVersion);
      if (environment.runtimeVersionArn !== null) stage.runtimes.add(environment.runtimeVersionArn);
      for (const observed of environment.findings)
        if (isBlamable(observed)) stage.findings.set(observed.finding.key, observed);
      if (isKnown(load.since)) stage.since = Math.min(stage.since, load.since);
      if (isKnown(load.until)) stage.until = Math.max(stage.until, load.until);
      if (before !== null && before !== stage) {
        stage.earlier.add(before);
        before.isLast = false;
      }
      before = stage;
    }
  }
  const all = [...stages.values()];
  for (const stage of all) if (!Number.isFinite(stage.since)) stage.since = 0;
  return all.sort((left, right) => left.since - right.since);
}

function started({ fingerprint, origin }: Load): Building {
  return {
    fingerprint,
    origin,
    copies: [],
    versions: new Set(),
    runtimes: new Set(),
    findings: new Map(),
    earlier: new Set(),
    since: Number.POSITIVE_INFINITY,
    until: 0,
    isLast: true,
  };
}

/** A stage and all that environments went through before it. */
export function withEarlier(stage: Stage): readonly Stage[] {
  const found = new Set([stage]);
  for (const one of found) for (const earlier of one.earlier) found.add(earlier);
  return [...found];
}
