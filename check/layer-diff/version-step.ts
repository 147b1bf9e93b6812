/**
 * What a package's own version promises about the step. npm writes `^OLD` into the function that was built with
 * it: where that range does not take the new version, functions get what they do not declare. So a lower version
 * is a breaking one, and so is the second number of 0.x.
 */

import type { ChangeCode } from "./change.ts";
import { eq, lt, parse, prerelease, satisfies } from "./semver.ts";
import type { Step } from "./step.ts";

export interface VersionStep {
  readonly code: ChangeCode;
  readonly step: Step;
}

/** Null where the two are the same version. */
export function versionStep(old: string | null, version: string | null): VersionStep | null {
  if (old === version) return null;
  const [from, to] = [parse(old), parse(version)];
  if (from === null || to === null) return { code: "version-unclear", step: "major" };
  if (eq(from, to)) return null;
  if (lt(to, from)) return { code: "version-lower", step: "major" };
  if (!satisfies(to, `^${from.version}`)) return { code: "version-major", step: "major" };
  // A version before a release promises nothing.
  if (prerelease(from) !== null) return { code: "version-prerelease", step: "minor" };
  const isPatch = to.major === from.major && to.minor === from.minor;
  return isPatch ? { code: "version-patch", step: "patch" } : { code: "version-minor", step: "minor" };
}
