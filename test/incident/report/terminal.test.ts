import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Report } from "../../../incident/report/report.ts";
import { terminalReport } from "../../../incident/report/terminal.ts";
import { plain as plainLine } from "../../../incident/report/terminal-sheet.ts";
import { terminalPage } from "../../../page/text-page.ts";
import { compared, empty, hostile, rich, unsafeCharacters } from "./reports.ts";

const plain = (report: Report, width = 80): string => terminalReport(report, { width, coloured: false });
/** Neither a control character nor anything beyond ASCII. */
const asciiLines = /^[\n -~]*$/;

describe("the terminal report", () => {
  it("says the answer first, then what it rests on", () => {
    const headings = [...plain(compared).matchAll(/^(?:A )?[A-Z]{4,}(?: (?!UTC)[A-Z]+)*/gm)].map(
      ([heading]) => heading,
    );
    expect(headings).toEqual([
      "A COLLISION EXPLAINS THE FAILURES",
      "GOOD AGAINST BAD",
      "WHAT EXPLAINS IT",
      "OTHER FINDINGS",
      "ERRORS",
      "WHAT CHANGED",
      "TIMELINE",
      "BLAST RADIUS",
      "GAPS",
      "READ",
    ]);
  });

  it("holds everything that the analysis says about the failures", () => {
    const text = plain(rich).replace(/\s+/g, " ");
    for (const part of [
      "since 2026-03-14T03:12:04Z",
      "how sure High: the evidence is direct. The module loader's error names zod.",
      "chain caused by ZodError (E_ZOD): iso is undefined, at iso (/opt/nodejs/node_modules/zod/iso.js:7:1)",
      "missing The start of one environment is not in these logs.",
      "1. ERROR range-violation zod",
      "winner zod@3.24.4 /opt/nodejs/node_modules/zod",
      "importer /var/task/index.js and 2 more",
      "1 function (orders:7), 12 environments: 400 of 1,400 invocations failed (29%). Without it: 2 of " +
        "5,000 invocations failed (under 0.1%).",
      "raw line logs/orders.jsonl:12",
      "2. WARNING shadowed-package zod",
      "1 finding at severity info: duplicate-instance.",
      "at parse (/opt/nodejs/node_modules/zod/index.js:3:1) [zod@3.24.4 in the layer]",
      "at handler (/var/task/index.js:9:3) [orders in the function]",
      "mixed The stack mixes zod from the layer and the function.",
      "moved root zod 4.1.0 -> 3.24.4: the function (/var/task/node_modules/zod) -> the layer " +
        "(/opt/nodejs/node_modules/zod)",
      "version zod 3.24.4 -> 3.25.0 in the layer (/opt/nodejs/node_modules/zod)",
      "added ulid@3.0.0 in the layer (/opt/nodejs/node_modules/ulid)",
      "removed uuid@9.0.0 in the function (/var/task/node_modules/uuid)",
      "- orders: The start of one environment is not in these logs. (such as logs/orders.jsonl:1)",
      "12,345 relevant log events in 2 files, 2,000 lines of them Outcrop's (1 duplicate left out)",
    ])
      expect(text).toContain(part);
  });

  it("leaves findings for information out of the timeline", () => {
    expect(plain(rich)).not.toContain("duplicate-instance of zod");
  });

  it.each([60, 80, 120])("is not wider than %i columns", (width) => {
    for (const report of [compared, empty, hostile]) {
      for (const line of plain(report, width).split("\n")) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it("is the same with colours, except for the colours", () => {
    const coloured = terminalReport(compared, { width: 80, coloured: true });
    expect(coloured).not.toBe(plain(compared));
    expect(stripVTControlCharacters(coloured).replace(/ +$/gm, "")).toBe(plain(compared));
  });

  it("is plain ASCII where the logs are", () => {
    expect(plain(compared)).toMatch(asciiLines);
    expect(plain(empty)).toMatch(asciiLines);
  });

  it("shows what logs hold and lets a terminal act on none of it", () => {
    const text = plain(hostile, 120);
    expect(text).not.toMatch(unsafeCharacters);
    expect(text).toContain("\\u001b[2J");
    expect(text).toContain("\\u202e");
    expect(text.length).toBeLessThan(200_000);
    const coloured = terminalReport(hostile, { width: 120, coloured: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the report's own colours
    expect(coloured.replace(/\u001b\[\d+m/g, "")).not.toMatch(unsafeCharacters);
  });

  it("takes no longer for a text of blanks", () => {
    for (let times = 0; times < 10; times++)
      expect(plainLine(`a${" ".repeat(60_000)}b`).length).toBeLessThan(2_000);
  });

  it("says who is affected by an info finding that explains a failure, and not by another", () => {
    const { analysis } = rich;
    const causes = analysis.causes.map((cause, index) =>
      index === 0 ? { ...cause, severity: "info" as const } : cause,
    );
    const radius = (text: string): string => text.slice(text.indexOf("BLAST RADIUS"), text.indexOf("GAPS"));
    const told = radius(plain({ ...rich, analysis: { ...analysis, causes } }));
    expect(told).toContain("range-violation zod");
    expect(told).not.toContain("duplicate-instance");
  });

  it("says that there is nothing", () => {
    expect(plain(empty)).toBe(
      [
        "THESE LOGS DO NOT SHOW THE CAUSE",
        "  cause      These logs do not show it.",
        "  next       Attach Outcrop's layer and set AWS_LAMBDA_EXEC_WRAPPER to",
        "             /opt/outcrop-wrapper, or export the lines that it wrote, and read",
        "             the logs of the next failure.",
        "  how sure   Not known.",
        "",
        "  0 log events were read, without a line of Outcrop or an error of a function.",
        "",
        "READ",
        "  0 relevant log events in 0 files, 0 lines of them Outcrop's; 0 environments;",
        "  no line shows an invocation",
        "",
      ].join("\n"),
    );
  });
});

describe("the page of a terminal", () => {
  it.each([
    [{ isTTY: true, columns: 100 }, {}, { width: 100, coloured: true }],
    [{ isTTY: true, columns: 300 }, {}, { width: 120, coloured: true }],
    [{ isTTY: true, columns: 20 }, {}, { width: 60, coloured: true }],
    [{ isTTY: true, columns: 100 }, { NO_COLOR: "1" }, { width: 100, coloured: false }],
    [{ isTTY: true, columns: 100 }, { TERM: "dumb" }, { width: 100, coloured: false }],
    [{}, {}, { width: 80, coloured: false }],
    [{}, { COLUMNS: "110" }, { width: 110, coloured: false }],
    [{}, { FORCE_COLOR: "1", NO_COLOR: "1" }, { width: 80, coloured: true }],
    [{ isTTY: true }, { FORCE_COLOR: "0" }, { width: 80, coloured: false }],
  ])("%j with %j is %j", (stream, env, page) => {
    expect(terminalPage(stream, env, 60)).toEqual(page);
  });
});
