/** What explains an error, or why nothing does: a code with its arguments. */
import type { Contradiction } from "../../core/explain/confidence.ts";
import { isForeign } from "../../core/explain/foreign-error.ts";
import type { Mechanism } from "../../core/explain/mechanism.ts";
import type { LocatedFrame, Trace } from "../../core/explain/trace.ts";
import type { CopyRef } from "../../core/findings/finding.ts";
import type { DistinctError, ObservedFinding } from "../model/model.ts";
import type { Link } from "./evidence.ts";

export type Explanation =
  | {
      readonly kind: "finding";
      readonly link: Link;
      /** The finding's message, as logged. */
      readonly message: string;
      readonly mechanism: Mechanism | null;
      readonly winner: CopyRef | null;
    }
  /** A `failure` line names a finding whose own line is missing. */
  | { readonly kind: "failure-line"; readonly quotation: string }
  | Unexplained;

export type Unexplained =
  | { readonly kind: "timeout" }
  | { readonly kind: "out-of-memory" }
  /** It came from outside the process: a network, or a service that was called. */
  | { readonly kind: "foreign"; readonly name: string }
  | { readonly kind: "exit" }
  /** Findings were tied to it, and this speaks against the first of them. */
  | {
      readonly kind: "ruled-out";
      readonly code: string;
      readonly package: string;
      readonly against: readonly Contradiction[];
      readonly clean: number;
      readonly elsewhere: number;
    }
  | { readonly kind: "no-stack" }
  /** No finding is linked to the innermost frame; null where no frame is in a root. */
  | { readonly kind: "no-collision"; readonly frame: LocatedFrame | null };

/** A finding that was tied to an error, and what speaks against it. */
export interface RuledOut {
  readonly observed: ObservedFinding;
  readonly against: readonly Contradiction[];
  readonly support: { readonly clean: number; readonly elsewhere: number };
}

export function unexplained(
  error: DistinctError,
  { site: [innermost] }: Trace,
  ruledOut: readonly RuledOut[],
): Unexplained {
  const { kind, name, code, frames } = error;
  if (kind === "timeout" || kind === "out-of-memory") return { kind };
  if (isForeign({ ...error, text: error.message })) return { kind: "foreign", name: code ?? name };
  if (kind === "exit") return { kind };
  const first = ruledOut.find(({ observed }) => observed.finding.severity !== "info");
  if (first !== undefined) {
    const { observed, against, support } = first;
    const { clean, elsewhere } = support;
    return {
      kind: "ruled-out",
      code: observed.finding.code,
      package: observed.finding.package,
      against,
      clean,
      elsewhere,
    };
  }
  return frames.length === 0 ? { kind: "no-stack" } : { kind: "no-collision", frame: innermost ?? null };
}
