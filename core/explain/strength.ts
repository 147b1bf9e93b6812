/**
 * How strong the link between a finding and an error is. A link is strong where the loader's error names the
 * finding, where a package on the stack loads the native file, or where an error-level finding is about code
 * on the stack. Any other link of a stack is fair. A link that is not by the loader becomes weak
 * 1. where the importer asked for the version that won: another copy elsewhere does not harm it;
 * 2. where the error has a class of its own (ZodError, GraphQLError): a package that works throws that to
 *    refuse its input. Code that got the wrong version fails with JavaScript's own errors or a plain Error.
 */
import type { Finding } from "../findings/finding.ts";
import type { RankedFinding } from "./rank.ts";

/**
 * - `strong`: the loader's error names the finding, or the process died in its native file;
 * - `fair`: any other link that counts by itself;
 * - `weak`: a healthy package may have this link too, so circumstances must support it;
 * - `faint`: most often harmless, so every circumstance must support it.
 */
export type Strength = "strong" | "fair" | "weak" | "faint";

export type Confidence = "high" | "medium" | "low";

/** The strongest first. */
export const strengthOrder = { strong: 0, fair: 1, weak: 2, faint: 3 } as const satisfies Record<
  Strength,
  number
>;

/** The most that a link of this strength supports by itself. */
export const confidenceAtMost = {
  strong: "high",
  fair: "medium",
  weak: "low",
  faint: "low",
} as const satisfies Record<Strength, Confidence>;

const plainErrors: ReadonlySet<string> = new Set([
  "Error",
  "TypeError",
  "ReferenceError",
  "SyntaxError",
  "RangeError",
  "AggregateError",
  "AssertionError",
  "EvalError",
  "URIError",
]);

export function strengthOfTie({ finding, tie }: RankedFinding): Strength {
  if (tie.named || tie.by === "loaded-by") return "strong";
  return tie.by === "frame" && finding.severity === "error" ? "strong" : "fair";
}

/** @param byLoader the module loader or the linker wrote the error, or the process ended without one */
export function weakened(
  finding: Finding,
  errorName: string,
  byLoader: boolean,
  strength: Strength,
): Strength {
  if (byLoader) return strength;
  const asked = finding.code === "shadowed-package" && finding.evidence.rangeAcceptsWinner === true;
  const refused = !plainErrors.has(errorName) && !errorName.startsWith("Runtime.");
  return (asked || refused) && strengthOrder[strength] < strengthOrder.weak ? "weak" : strength;
}
