/**
 * What the logs show of an error, and of the errors that caused it, as core/explain judges them. Outcrop's
 * `failure` line saw the code: what it says about a missing name, and about who threw, is about the error to
 * explain. That is the innermost with a stack, unless the engine threw the outer one itself.
 */
import { type MissingName, missingNameOf } from "../../core/explain/code/missing-name.ts";
import type { ErrorFacts } from "../../core/explain/error-facts.ts";
import { traceOf } from "../../core/explain/trace.ts";
import type { CopyRef } from "../../core/findings/finding.ts";
import type { Announcement } from "../model/announcement.ts";
import type { DistinctError } from "../model/model.ts";
import { loaderMessageOf } from "./loader-message.ts";
import { mayWrap } from "./wraps-unknown.ts";

type OneError = Pick<DistinctError, "name" | "code" | "message" | "frames">;

/** The error itself first, each before what caused it. */
export function factsOf(
  error: DistinctError,
  copyOf: (path: string) => CopyRef,
): readonly [ErrorFacts, ...ErrorFacts[]] {
  const causes = error.causes.length > 0 ? error.causes : (error.told?.chain ?? []).map(withoutMessage);
  const chain = causes.map((cause) => oneOf(cause, copyOf));
  const outer = chain.length > 0 ? oneOf(error, copyOf) : alone(oneOf(error, copyOf), error);
  if (error.told === null) return [outer, ...chain];
  const root = outer.missing === null ? chain.findLastIndex(({ trace }) => trace.frames.length > 0) : -1;
  if (root === -1) return [told(outer, error.told), ...chain];
  return [
    outer,
    ...chain.map((facts, at) => (at === root && error.told !== null ? told(facts, error.told) : facts)),
  ];
}

/** Nothing shows the errors that an AggregateError holds. */
function alone(facts: ErrorFacts, error: DistinctError): ErrorFacts {
  return facts.name === "AggregateError" || mayWrap(error) ? { ...facts, thrown: "wrapping" } : facts;
}

function withoutMessage(error: Omit<OneError, "message">): OneError {
  return { ...error, message: null };
}

function oneOf(error: OneError, copyOf: (path: string) => CopyRef): ErrorFacts {
  const { name, code, message, frames } = error;
  const loaderMessage = loaderMessageOf(error);
  const missing = missingNameOf({ name, message });
  const isLoaders = message === null || loaderMessage !== null;
  return {
    name,
    code,
    loaderMessage,
    missing,
    thrown: isLoaders ? null : missing === null ? "on-purpose" : "by-engine",
    trace: traceOf(frames, copyOf),
    text: message,
    called: null,
    begins: null,
    exchanged: null,
    inCode: [],
  };
}

function told(facts: ErrorFacts, announcement: Announcement): ErrorFacts {
  const { missing, thrown, called, findings } = announcement;
  const [first] = findings;
  const known = missing === null ? null : ({ ...missing, specifier: null } satisfies MissingName & object);
  const name = missing?.name ?? null;
  return {
    ...facts,
    called,
    exchanged: exchangedOf(announcement),
    missing: facts.missing ?? known,
    thrown: facts.missing === null ? (thrown ?? facts.thrown) : facts.thrown,
    inCode:
      missing === null || name === null || first === undefined
        ? []
        : [{ package: first.package, name, winnerHas: missing.winnerHas, loserHas: missing.loserHas }],
  };
}

/** Two copies are a likely cause only where something of the one came to the other. */
function exchangedOf({ cause, isJudged }: Announcement): ErrorFacts["exchanged"] {
  if (!isJudged) return null;
  const isLikely = cause?.code === "duplicate-instance" && cause.confidence !== "low";
  return new Set(isLikely ? [cause.package] : []);
}
