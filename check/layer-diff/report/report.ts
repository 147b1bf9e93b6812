/** What every format is made from. */
import type { DiffedLayers } from "../layer-diff.ts";
import { inc, parse } from "../semver.ts";
import { type Step, steps } from "../step.ts";

export const failLevels = [...steps, "never"] as const;

export interface About {
  /** The layer's. */
  readonly name: string;
  /** As a person named them: paths. */
  readonly oldName: string;
  readonly newName: string;
  /** Lambda takes a zip. */
  readonly newIsFolder: boolean;
  /** Of the old layer; null where it is not given. */
  readonly fromVersion: string | null;
  /** The runtimes that were looked at. */
  readonly runtimes: readonly string[];
  readonly failOn: (typeof failLevels)[number];
  readonly outcropVersion: string;
}

export interface Report extends About {
  readonly diff: DiffedLayers;
  /** What could not be read, and a layer that looks like another folder than its top: a sentence each. */
  readonly unjudged: readonly string[];
  /** Null where no version is given, or nothing differs. */
  readonly nextVersion: string | null;
  readonly exitCode: 0 | 1 | 3;
}

export function reportOf(diff: DiffedLayers, unjudged: readonly string[], about: About): Report {
  const { failOn, fromVersion } = about;
  const fails = diff.step !== null && failOn !== "never" && steps.indexOf(diff.step) <= steps.indexOf(failOn);
  return {
    ...about,
    diff,
    unjudged,
    nextVersion: fromVersion === null || diff.step === null ? null : nextVersion(fromVersion, diff.step),
    exitCode: fails ? 1 : unjudged.length > 0 ? 3 : 0,
  };
}

/** Of 0.x the second number is the one that breaks, as it is for npm. */
export function nextVersion(from: string, step: Step): string | null {
  const isEarly = parse(from)?.major === 0;
  const part = isEarly && step === "major" ? "minor" : isEarly && step === "minor" ? "patch" : step;
  return inc(from, part);
}
