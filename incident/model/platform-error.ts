/**
 * The failure of an invocation that a platform line reports: a timeout, memory that ran out, a process that
 * ended. Null without a failure.
 */
import type { PlatformRecord, Report } from "../../core/telemetry/platform.ts";
import { apart } from "./apart.ts";
import { maxName } from "./error-details.ts";
import type { FunctionError } from "./function-error.ts";

const maxMessage = 2_000;

export function platformErrorOf(record: PlatformRecord): FunctionError | null {
  switch (record.type) {
    case "timeout":
      return platformError(
        "timeout",
        "Timeout",
        `Task timed out after ${record.seconds.toFixed(2)} seconds`,
        record.requestId,
      );
    case "exit":
      return platformError(
        record.error.includes("signal: killed") ? "out-of-memory" : "exit",
        "Runtime.ExitError",
        record.error,
        record.requestId,
      );
    case "init-report":
      return record.errorType === null ? null : platformError("init", record.errorType, null, null);
    case "report":
      return reported(record);
    default:
      return null;
  }
}

function reported(report: Report): FunctionError | null {
  const { requestId, status, errorType, memorySizeMb, maxMemoryUsedMb } = report;
  const full = memorySizeMb !== null && maxMemoryUsedMb !== null && maxMemoryUsedMb >= memorySizeMb;
  if (errorType === "Runtime.OutOfMemory" || (full && status === "error"))
    return platformError(
      "out-of-memory",
      "Runtime.OutOfMemory",
      `${maxMemoryUsedMb ?? "?"} of ${memorySizeMb ?? "?"} MB used`,
      requestId,
    );
  if (status === "timeout") return platformError("timeout", "Timeout", null, requestId);
  // Without a type it is an error that the function returned and logged itself.
  return errorType === null ? null : platformError("exit", errorType, null, requestId);
}

function platformError(
  kind: FunctionError["kind"],
  name: string,
  message: string | null,
  requestId: string | null,
): FunctionError {
  const own = (text: string | null): string | null =>
    text === null ? null : apart(text.slice(0, maxMessage));
  const common = {
    source: "platform",
    level: "error",
    code: null,
    frames: [],
    causes: [],
    at: null,
  } as const;
  return {
    ...common,
    kind,
    name: apart(name.slice(0, maxName)),
    message: own(message),
    requestId: own(requestId),
  };
}
