/** What is said of an error that no collision explains. */
import { nothingSeen, unexplained } from "../../core/explain/texts.ts";
import type { DistinctError } from "../model/model.ts";
import { isForeign } from "./foreign-error.ts";
import type { TiedError } from "./suspects.ts";

export function unexplainedText({ error, trace, certain }: TiedError): string {
  const known = certain ? "" : " The logs do not say in which environment it happened.";
  return `${textOf(error) ?? unexplained(trace)}${known}`;
}

function textOf(error: DistinctError): string | null {
  const { kind, message, name, code, told, frames } = error;
  if (kind === "timeout")
    return `The invocation reached its time limit${message === null ? "" : ` (${message})`}. No collision explains it.`;
  if (kind === "out-of-memory")
    return `The process ran out of memory${message === null ? "" : ` (${message})`}. No collision explains it.`;
  if (isForeign(error))
    return `${code ?? name} came from outside of the process: a network or a service that was called. No collision explains it.`;
  if (kind === "exit") {
    return `The process ended${message === null ? "" : ` (${message})`}. ${nothingSeen}: no native file was seen to fail in this environment just before.`;
  }
  if (told !== null && told.findings.length === 0) return told.explanation;
  return frames.length === 0 ? `${nothingSeen}: the logs hold no stack of this error.` : null;
}
