/**
 * How strong a tie is (suspect.ts). What the loader's error names, and a native file that the process died
 * in, stays strong. Any other is weak
 * 1. where the importer asked for the version that won: it is not harmed by another copy that lies elsewhere;
 * 2. where the error has a class of its own (ZodError, GraphQLError): a package throws that when it works, to
 *    refuse what it was given. Code that got another version than it was written for fails with JavaScript's
 *    own errors, or with a plain Error.
 */
import type { RankedFinding } from "../../core/explain/rank.ts";
import type { DistinctError, ObservedFinding } from "../model/model.ts";
import { type Strength, strengthOrder } from "./suspect.ts";

const plain: ReadonlySet<string> = new Set([
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

export function strengthOfRanked({ finding, tie }: RankedFinding): Strength {
  if (tie.named || tie.by === "loaded-by") return "strong";
  return tie.by === "frame" && finding.severity === "error" ? "strong" : "fair";
}

export function weakened(
  { finding }: ObservedFinding,
  { name }: DistinctError,
  byLoader: boolean,
  otherwise: Strength,
): Strength {
  if (byLoader) return otherwise;
  const asked = finding.code === "shadowed-package" && finding.evidence.rangeAcceptsWinner === true;
  const refused = !plain.has(name) && !name.startsWith("Runtime.");
  return (asked || refused) && strengthOrder[otherwise] < strengthOrder.weak ? "weak" : otherwise;
}
