import { expect, it } from "vitest";
import { nextVersion } from "../../../check/layer-diff/report/report.ts";
import type { Step } from "../../../check/layer-diff/step.ts";
import { versionStep } from "../../../check/layer-diff/version-step.ts";

it.each<readonly [string | null, string | null, string | null]>([
  ["1.2.3", "1.2.3", null],
  ["1.2.3", "1.2.3+build", null],
  ["1.2.3", "1.2.4", "patch version-patch"],
  ["1.2.3", "1.3.0", "minor version-minor"],
  ["1.2.3", "2.0.0", "major version-major"],
  ["0.2.3", "0.2.4", "patch version-patch"],
  ["0.2.3", "0.3.0", "major version-major"],
  ["0.0.3", "0.0.4", "major version-major"],
  ["1.2.3", "1.2.2", "major version-lower"],
  ["2.0.0", "1.9.0", "major version-lower"],
  ["2.0.0-beta.1", "2.0.0-beta.2", "minor version-prerelease"],
  ["2.0.0-beta.1", "2.0.0", "minor version-prerelease"],
  ["1.2.3", "1.3.0-beta.1", "major version-major"],
  ["1.2.3", null, "major version-unclear"],
  [null, "1.2.3", "major version-unclear"],
  ["not one", "1.2.3", "major version-unclear"],
])("%s to %s is %s", (old, now, expected) => {
  const found = versionStep(old, now);
  expect(found && `${found.step} ${found.code}`).toBe(expected);
});

it.each<readonly [string, Step, string]>([
  ["1.4.2", "patch", "1.4.3"],
  ["1.4.2", "minor", "1.5.0"],
  ["1.4.2", "major", "2.0.0"],
  ["0.4.2", "major", "0.5.0"],
  ["0.4.2", "minor", "0.4.3"],
  ["0.4.2", "patch", "0.4.3"],
])("%s with a %s step becomes %s", (from, step, next) => expect(nextVersion(from, step)).toBe(next));
