/**
 * What one function ran as: a fingerprint, in one version and on one runtime; with all that is known of when,
 * what it had loaded and what was found. And which of these one environment went through.
 */
import type { Copy, Environment, Load, ObservedFinding, Origin } from "../model/model.ts";
import { codeGenerationsOf } from "./code-generations.ts";
import { isKnown } from "./known-time.ts";
import { isBlamable } from "./sightings.ts";

export interface Stage {
  readonly fingerprint: string;
  /** Which generation of its own code, of those with these packages; null where it is not known. */
  readonly code: number | null;
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
  readonly code: number | null;
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
  const generations = codeGenerationsOf(environments);
  for (const environment of environments) {
    let before: Building | null = null;
    for (const load of environment.loads) {
      const { functionVersion, runtimeVersionArn } = environment;
      const code = generations.get(load) ?? null;
      const key = `${load.fingerprint}\n${code ?? ""}\n${functionVersion}\n${runtimeVersionArn ?? ""}`;
      const stage = stages.get(key) ?? started(load, code);
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

function started({ fingerprint, origin }: Load, code: number | null): Building {
  return {
    fingerprint,
    code,
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

/** The two have the same packages and other code of the function's own. */
export function isOnlyOtherCode(from: Stage, to: Stage): boolean {
  const areKnown = from.code !== null && to.code !== null;
  return from.fingerprint === to.fingerprint && areKnown && from.code !== to.code;
}

/** A stage and all that environments went through before it. */
export function withEarlier(stage: Stage): readonly Stage[] {
  const found = new Set([stage]);
  for (const one of found) for (const earlier of one.earlier) found.add(earlier);
  return [...found];
}
