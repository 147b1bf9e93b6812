/** What explains an error, or why nothing does: a code with its arguments. */
import type { LocatedFrame, Trace } from "../../core/explain/trace.ts";
import type { DistinctError } from "../model/model.ts";
import type { Link } from "./evidence.ts";
import { isForeign } from "./foreign-error.ts";

export type Explanation =
  | {
      readonly kind: "finding";
      readonly link: Link;
      /** The finding's message, as logged. */
      readonly message: string;
      /** What Outcrop's `failure` line says of it, where that line names it first. */
      readonly quotation: string | null;
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
  /** Outcrop's `failure` line names no finding. */
  | { readonly kind: "failure-line-without-finding"; readonly quotation: string }
  | { readonly kind: "no-stack" }
  /** No finding is linked to the innermost frame; null where no frame lies in a root. */
  | { readonly kind: "no-collision"; readonly frame: LocatedFrame | null };

export function unexplained(error: DistinctError, { site: [innermost] }: Trace): Unexplained {
  const { kind, name, code, told, frames } = error;
  if (kind === "timeout" || kind === "out-of-memory") return { kind };
  if (isForeign(error)) return { kind: "foreign", name: code ?? name };
  if (kind === "exit") return { kind };
  if (told !== null && told.findings.length === 0)
    return { kind: "failure-line-without-finding", quotation: told.explanation };
  return frames.length === 0 ? { kind: "no-stack" } : { kind: "no-collision", frame: innermost ?? null };
}
