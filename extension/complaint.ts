/** Writes a `diagnostic` line without Diagnostics, for when that is not loaded or has failed. */
import { schemaVersion } from "../core/telemetry/lines.ts";
import { environmentId } from "./environment-id.ts";

export function complain(message: string): void {
  const { env } = process;
  const line = {
    outcrop: "diagnostic",
    schema: schemaVersion,
    environment: environmentId(),
    function_name: env["AWS_LAMBDA_FUNCTION_NAME"] ?? "",
    function_version: env["AWS_LAMBDA_FUNCTION_VERSION"] ?? "",
    timestamp: new Date().toISOString(),
    level: "WARN",
    message,
  };
  try {
    output().write(`${JSON.stringify(line)}\n`);
  } catch {}
}

/** stdout, opened at the first use because that takes time. Output that it does not accept is lost. */
export function output(): NodeJS.WriteStream {
  return process.stdout.removeAllListeners("error").on("error", () => {});
}
