/** An error of the logs, in words. */
import type { DistinctError, ErrorSource } from "../../model/model.ts";
import { counted, listed } from "./counts.ts";
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

export function errorKind({ kind }: DistinctError): string {
  return kinds[kind];
}

/** `TypeError` or `Error (MODULE_NOT_FOUND)` */
export function errorName({ name, code }: DistinctError): string {
  return code === null || code === name ? name : `${name} (${code})`;
}

/** How often, when, where. */
export function errorSeen(error: DistinctError): string {
  const { functionName, functionVersions, count, first, last, environments } = error;
  const versions =
    functionVersions.length === 0
      ? ""
      : ` (${functionVersions.length === 1 ? "version" : counted(functionVersions.length, "version")} ${listed(functionVersions, 5)})`;
  const where = functionName === null ? "" : ` in ${functionName}${versions}`;
  const reporters = listed(
    error.sources.map((source) => sources[source]),
    3,
  );
  return `${counted(count, "time")}${where}, ${fromTo(first, last)}, ${counted(environments.length, "environment")}; reported by ${reporters}`;
}
