/** An error of the logs, in words. */

import { counted, listed, number } from "../../../page/counts.ts";
import type { DistinctError, ErrorSource } from "../../model/model.ts";
import { fromTo } from "./time.ts";

const kinds: Record<DistinctError["kind"], string> = {
  error: "failed the invocation",
  logged: "written to the log; the function may have handled it",
  timeout: "the function's time was up",
  "out-of-memory": "the function's memory was used up",
  exit: "the process ended",
  init: "failed during init",
};

export const sources: Record<ErrorSource, string> = {
  outcrop: "Outcrop",
  function: "the function's log",
  platform: "the platform's lines",
};

export function errorKind({ kind, endings: { succeeded, failed } }: DistinctError): string {
  if (kind === "logged" && succeeded > 0 && failed === 0) return "caught and logged; the invocation went on";
  return kinds[kind];
}

/** `TypeError` or `Error (MODULE_NOT_FOUND)` */
export function errorName({ name, code }: Pick<DistinctError, "name" | "code">): string {
  return code === null || code === name ? name : `${name} (${code})`;
}

const mostFrames = 2;

/** What the error was made of, one sentence each, the innermost last: `caused by TypeError: …, at f (/…)`. */
export function chainTexts({ causes }: DistinctError): readonly string[] {
  return causes.map((cause) => {
    const message = cause.message === null ? "" : `: ${cause.message.split("\n", 1)[0] ?? ""}`;
    const where = cause.frames.slice(0, mostFrames).map((frame) => `, ${frame}`);
    return `caused by ${errorName(cause)}${message}${where.join("")}`;
  });
}

/** How often, when, where. */
export function errorSeen(error: DistinctError): string {
  const { functionName, functionVersions, count, first, last, environments } = error;
  const several = functionVersions.length === 1 ? "version" : counted(functionVersions.length, "version");
  const versions = functionVersions.length === 0 ? "" : ` (${several} ${listed(functionVersions, 5)})`;
  const where = functionName === null ? "" : ` in ${functionName}${versions}`;
  const reporters = listed(
    error.sources.map((source) => sources[source]),
    3,
  );
  const when = `${fromTo(first, last)}, ${counted(environments.length, "environment")}`;
  return `${counted(count, "time")}${where}, ${when}; reported by ${reporters}${endingsText(error)}`;
}

/** Only where some of the invocations went on. */
function endingsText({ endings: { succeeded, failed } }: DistinctError): string {
  if (succeeded === 0) return "";
  const went = `${counted(succeeded, "invocation")} with it succeeded`;
  return failed === 0 ? `; ${went}` : `; ${went}, ${number(failed)} failed`;
}
