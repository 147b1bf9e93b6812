/**
 * A run as text for a person: the log by source, then the responses. The function wrote most of it, so what a
 * terminal would act on is shown as JSON writes it; `--json` has every byte.
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
  const where = `${result.client.reason}; ${result.isolation.kind}: ${result.isolation.reason}; init ${init.ok ? "" : "failed after "}${init.durationMs.toFixed(0)} ms`;
  return `${sections.filter((text) => text !== "").join("\n")}\n${where}\n`;
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
  return `response ${index + 1}: ${response.ok ? response.status : `error${took === "" ? ` (${response.status})` : ""}`}${took}`;
}

function body({ payload, chunks }: InvokeResponse): string {
  if (chunks) return chunks.join("");
  return typeof payload === "string" ? payload : JSON.stringify(payload, null, 2);
}
