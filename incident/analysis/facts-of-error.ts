/** What the logs show of an error, and of the errors that caused it, as core/explain judges them. */
import { missingNameOf } from "../../core/explain/code/missing-name.ts";
import type { ErrorFacts } from "../../core/explain/error-facts.ts";
import { traceOf } from "../../core/explain/trace.ts";
import type { CopyRef } from "../../core/findings/finding.ts";
import type { DistinctError } from "../model/model.ts";
import { loaderMessageOf } from "./loader-message.ts";

/** The error itself first. */
export function factsOf(
  error: DistinctError,
  copyOf: (path: string) => CopyRef,
): readonly [ErrorFacts, ...ErrorFacts[]] {
  return [oneOf(error, copyOf)];
}

function oneOf(
  error: Pick<DistinctError, "name" | "code" | "message" | "frames">,
  copyOf: (path: string) => CopyRef,
): ErrorFacts {
  const { name, code, message, frames } = error;
  const loaderMessage = loaderMessageOf(error);
  const missing = missingNameOf({ name, message });
  return {
    name,
    code,
    loaderMessage,
    missing,
    thrown: message === null || loaderMessage !== null ? null : missing === null ? "on-purpose" : "by-engine",
    trace: traceOf(frames, copyOf),
    inCode: [],
  };
}
