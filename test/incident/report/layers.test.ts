/** Reports of logs whose lines say which layer a copy came from. */
import { stripVTControlCharacters } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { analyse } from "../../../incident/analysis/analyse.ts";
import { htmlReport } from "../../../incident/report/html/html-report.ts";
import { jsonReport } from "../../../incident/report/json.ts";
import { markdownReport } from "../../../incident/report/markdown.ts";
import type { Report } from "../../../incident/report/report.ts";
import { terminalReport } from "../../../incident/report/terminal.ts";
import { ticketReport } from "../../../incident/report/ticket.ts";
import { incidentOf, Stream } from "../model/events.ts";

const zod = "/opt/nodejs/node_modules/zod";
const label = "shop-utils:7";

/** The function fails in zod of a layer, whose version its range excludes. */
const stream = (layer: object, words = "") =>
  new Stream("a")
    .initStart()
    .environment()
    .line("inventory", {
      importer: "/var/task/index.js",
      how: "require",
      copies: `zod@3.24.4 layer 11${words}`,
    })
    .line("finding", {
      code: "range-violation",
      severity: "error",
      package: "zod",
      winner_version: "3.24.4",
      winner_root: "layer",
      winner_path: zod,
      ...layer,
      importer: "/var/task/index.js",
      range: "^4.0.0",
      fix: "Install it.",
      docs: "docs/findings/range-violation.md",
    })
    .fails(1, {
      frames: `at parse (${zod}/index.js:3:1)\nat handler (/var/task/index.js:9:1)`,
      cause_code: "range-violation",
      cause_package: "zod",
      cause_path: zod,
      cause_confidence: "high",
    })
    .invoked(1, { failed: true, fingerprint: "0123456789abcdef" });

async function reportOf(events: Stream): Promise<Report> {
  const incident = await incidentOf(events.events);
  return { incident, analysis: analyse(incident), comparison: null };
}

const formats: readonly (readonly [string, (report: Report) => string])[] = [
  ["terminal", (report) => stripVTControlCharacters(terminalReport(report, { width: 100, coloured: false }))],
  ["Markdown", markdownReport],
  ["ticket", ticketReport],
  ["JSON", jsonReport],
  ["HTML", ({ incident, analysis }) => htmlReport(incident, analysis)],
];

describe("a layer that the lines name", () => {
  let named: Report;
  let unnamed: Report;
  beforeAll(async () => {
    named = await reportOf(stream({ winner_layer: label }, ` in=${label}`));
    unnamed = await reportOf(stream({}));
  });

  // No raw line has the two words next to each other.
  it.each(formats)("is in the report as %s", (_, format) => {
    const shown = (report: Report): string =>
      format(report)
        .replace(/<[^>]*>/g, "")
        .replace(/\s+/g, " ");
    expect(shown(named)).toMatch(/layer"?:? "?shop-utils:7/);
    expect(shown(unnamed)).not.toContain(label);
  });

  it("is shown for the copy, the finding's winner and the frame", () => {
    const { copies, causes } = JSON.parse(jsonReport(named));
    expect(copies).toMatchObject([{ package: "zod", layer: label }]);
    expect(causes).toMatchObject([{ winner: { layer: label } }]);
    const text = formats[0]?.[1](named).replace(/\s+/g, " ");
    expect(text).toContain("[zod@3.24.4 in the layer shop-utils:7]");
  });

  it("is nowhere in the JSON of older lines", () => {
    expect(jsonReport(unnamed)).not.toContain('"layer":');
  });
});
