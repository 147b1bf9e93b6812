/**
 * A run as text: the log by source, then the responses. The function wrote most of it, so control characters
 * are escaped as in JSON. `--json` has every byte.
 */
import { plainLines } from "../../core/telemetry/plain-text.ts";
import type { InvokeResponse, RunResult } from "../../sandbox/index.ts";

export function describeRun(result: RunResult): string {
  const { logs, init } = result;
  const sections = [
    section("platform", logs.platform.join("\n")),
    section("function", logs.function),
    ...Object.entries(logs.extensions).map(([name, output]) => section(`extension ${name}`, output)),
    ...result.responses.map((response, index) => section(heading(response, index), body(response))),
  ];
  const conditions = [
    result.client.reason,
    `${result.isolation.kind}: ${result.isolation.reason}`,
    `init ${init.ok ? "" : "failed after "}${init.durationMs.toFixed(0)} ms`,
  ];
  return `${sections.filter((text) => text !== "").join("\n")}\n${conditions.join("; ")}\n`;
}

function section(title: string, text: string): string {
  const content = text.trimEnd().split("\t").map(plainLines).join("\t");
  return content === "" ? "" : `── ${plainLines(title)}\n${content}\n`;
}

function heading(response: InvokeResponse, index: number): string {
  const { invokeSent, responsePosted } = response.timings;
  const took =
    invokeSent !== undefined && responsePosted !== undefined
      ? ` in ${(responsePosted - invokeSent).toFixed(1)} ms`
      : "";
  const error = took === "" ? `error (${response.status})` : "error";
  return `response ${index + 1}: ${response.ok ? response.status : error}${took}`;
}

function body({ payload, chunks }: InvokeResponse): string {
  if (chunks) return chunks.join("");
  return typeof payload === "string" ? payload : JSON.stringify(payload, null, 2);
}
