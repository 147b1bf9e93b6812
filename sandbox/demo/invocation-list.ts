/** Each invoke: what its caller got, what Outcrop saw in it, and the findings that explain it. */
import type { InvocationLine } from "../../core/telemetry/lines.ts";
import { hanging, type Page, paint, type Style } from "../../page/text-page.ts";
import type { InvokeResponse } from "../index.ts";
import { isFound } from "./expectations.ts";
import { type DemoInvoke, demoInvokes } from "./scenario.ts";
import { type Telemetry, withoutStage } from "./telemetry.ts";

const titleColumn = 2;
const labelColumn = titleColumn + Math.max(...demoInvokes.map(({ title }) => title.length)) + 2;
const textColumn = labelColumn + "FAILED".length + 2;

export function invocationList(
  responses: readonly InvokeResponse[],
  telemetry: Telemetry,
  page: Page,
): string {
  return responses
    .map((response, index) => describe(response, demoInvokes[index], telemetry, page))
    .join("\n");
}

function describe(
  response: InvokeResponse,
  invoke: DemoInvoke | undefined,
  telemetry: Telemetry,
  page: Page,
): string {
  const title = (invoke?.title ?? "").padEnd(labelColumn - titleColumn);
  const line = (start: string, label: string, style: Style, text: string): string =>
    hanging(
      page,
      " ".repeat(titleColumn) + start.padEnd(labelColumn - titleColumn) + paint(page, style, label),
      text,
      textColumn,
    );
  const seen = telemetry.invocations.find(({ request_id }) => request_id === response.requestId);
  const causes = invoke?.causes.filter((cause) => isFound(cause, telemetry)) ?? [];
  return [
    response.ok
      ? line(title, "ok", "green", answer(response))
      : line(title, "FAILED", "red", answer(response)),
    ...(seen ? [line("", "seen", "dim", remark(seen))] : []),
    ...causes.map(({ code, package: name }, index) =>
      line("", index === 0 ? "cause" : "", "dim", `${code} ${name}`),
    ),
  ].join("\n");
}

function answer({ error, payload }: InvokeResponse): string {
  // Blanks after the commas, for the lines to be broken there.
  const text = error
    ? `${error.errorType}: ${error.errorMessage}`
    : JSON.stringify(payload, null, 1).replaceAll(/\n */g, " ");
  return withoutStage(text);
}

function remark({ cold_start, new_copies = 0, new_findings = 0 }: InvocationLine): string {
  const news = [
    count(new_copies, "new copy", "new copies"),
    count(new_findings, "new finding", "new findings"),
  ];
  return [
    ...(cold_start ? ["cold start"] : []),
    ...(new_copies + new_findings === 0 ? ["nothing new loaded"] : news),
  ].join(", ");
}

function count(number: number, one: string, more: string): string {
  return `${number} ${number === 1 ? one : more}`;
}
