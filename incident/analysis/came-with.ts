/**
 * What came with a finding where no change of copies tells: an environment whose init failed has no set of
 * copies, but its version and its runtime are known. They are held against those environments of the function
 * that ran before, without it.
 */
import type { Environment } from "../model/model.ts";
import { isOther } from "./between.ts";
import type { Sighting } from "./sightings.ts";
import { isKnown, listOf, sentences } from "./words.ts";
import { shortArn } from "./words-drift.ts";

/** In one sentence; null where nothing is known to have come with it. */
export function cameWith({ environments, first }: Sighting, all: readonly Environment[]): string | null {
  const functions = new Set(environments.map(({ functionName }) => functionName));
  if (functions.size !== 1) return null;
  const earlier = all.filter(
    (one) =>
      functions.has(one.functionName) &&
      isKnown(one.first) &&
      one.first < first &&
      !environments.includes(one),
  );
  const version = came(earlier, environments, ({ functionVersion }) => functionVersion);
  const runtime = came(earlier, environments, ({ runtimeVersionArn }) => runtimeVersionArn);
  const parts = [
    version === null ? null : `version ${listOf(version.now)} after ${listOf(version.before)}`,
    runtime === null
      ? null
      : `another managed runtime (INIT_START names ${listOf(runtime.now.map(shortArn), 2)} after ${listOf(runtime.before.map(shortArn), 2)})`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : sentences(`It came with ${listOf(parts)}`);
}

function came(
  earlier: readonly Environment[],
  now: readonly Environment[],
  of: (environment: Environment) => string | null,
): { readonly before: readonly string[]; readonly now: readonly string[] } | null {
  const [before, after] = [earlier, now].map(
    (environments) => new Set(environments.flatMap((one) => of(one) ?? [])),
  ) as [Set<string>, Set<string>];
  return isOther(before, after) ? { before: [...before].sort(), now: [...after].sort() } : null;
}
