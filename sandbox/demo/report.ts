/** What the demo prints: one page about one run. */

import { ownName } from "../../command/shared/own-name.ts";
import { hanging, type Page, paint } from "../../page/text-page.ts";
import type { RunResult } from "../index.ts";
import { findingList, severityCounts } from "./finding-list.ts";
import { invocationList } from "./invocation-list.ts";
import { packageTable } from "./package-table.ts";
import { logFile, telemetryFile } from "./places.ts";
import type { Telemetry } from "./telemetry.ts";

const textColumn = 12;

export function report(result: RunResult, telemetry: Telemetry, page: Page): string {
  const section = (title: string, remark: string, body: string): string =>
    `${paint(page, "bold", title)}${remark && paint(page, "dim", `  ${remark}`)}\n${body}\n`;
  return [
    `${setting(result, telemetry, page)}\n`,
    section(
      "INVOCATIONS",
      "the answer, what Outcrop saw, and the findings that explain it",
      invocationList(result.responses, telemetry, page),
    ),
    section(
      "PACKAGES",
      "the copies that findings are about, and a count of the rest",
      packageTable(telemetry, page),
    ),
    section("FINDINGS", severityCounts(telemetry), `\n${findingList(telemetry, page)}`),
    section("COST", "as Outcrop measures itself", cost(telemetry, page)),
    section("FILES", "", files(page)),
  ].join("\n");
}

function setting({ client, isolation }: RunResult, { environment }: Telemetry, page: Page): string {
  const node = `Node ${environment?.node_version ?? process.version} ${environment?.arch ?? process.arch}`;
  const runtime = client.name === "stand-in" ? "stand-in client" : client.reason;
  const roots = isolation.kind === "namespaces" ? "namespaces" : "staged roots";
  return hanging(page, "", `A function with 2 layers: ${node}, ${runtime}, ${roots}`, 0);
}

function cost({ environment, invocations, shutdown }: Telemetry, page: Page): string {
  // Only Lambda's runtime client lets the shim see the end of an invoke, where it writes its total.
  const total = shutdown?.shim_ms ?? environment?.shim_ms;
  const inAll = total === undefined || total === null ? "" : `, ${ms(total)} in all`;
  const work = invocations.map(({ OverheadMs }) => OverheadMs.toFixed(1)).join(", ");
  return [
    entry("shim", `${ms(environment?.shim_start_ms)} to start${inAll}, inside the function's process`, page),
    entry("extension", `${ms(environment?.register_ms)} to register, before the runtime starts`, page),
    entry("", `${work} ms after each invoke, when its answer is out`, page),
  ].join("\n");
}

function ms(value: number | null | undefined): string {
  return `${value?.toFixed(1) ?? "?"} ms`;
}

function files(page: Page): string {
  const outcrop = ownName();
  return [
    entry("raw lines", `${telemetryFile} (docs/telemetry.md says what each key means)`, page),
    entry(
      "its log",
      `${logFile} (${outcrop} incident ${logFile} explains what failed; ` +
        `${outcrop} dashboard --preview ${logFile} --out dashboard.html draws the dashboard)`,
      page,
    ),
    entry("the layer", `${outcrop} publish --help says how it gets into an account`, page),
    entry("the docs", `${outcrop} explain CODE prints the page of a finding`, page),
  ].join("\n");
}

function entry(label: string, text: string, page: Page): string {
  return hanging(page, `  ${label}`, text, 2 + textColumn);
}
