/**
 * Whoever can write to a function's log can forge a line of Outcrop's. Nothing of it becomes part of the
 * report but as text, and none of it makes it large.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../../incident/analysis/analyse.ts";
import { IncidentBuilder } from "../../../../incident/model/build.ts";
import { htmlReport } from "../../../../incident/report/html/html-report.ts";
import { collisionCase } from "./collision-case.ts";
import { start } from "./fixtures.ts";
import { attacks, hostileCase } from "./hostile-case.ts";
import { largeCase } from "./large-case.ts";
import { quietCase } from "./quiet-cases.ts";
import { attributesOf, tagsOf } from "./tags.ts";

const ordinary = [collisionCase(), quietCase()]
  .map(({ incident, analysis }) => htmlReport(incident, analysis))
  .join("");
/** Drawn only for some: a red mark, a band of lost copies, a list of what is left over. */
const rare = {
  tags: ["wbr", "/wbr", "path", "title", "/title", "b", "/b"],
  attributes: ["title", "dx", "hidden", "y1", "y2"],
};
const known = {
  tags: new Set([...tagsOf(ordinary), ...rare.tags]),
  attributes: new Set([...attributesOf(ordinary), ...rare.attributes]),
};

function foreignIn(page: string): string[] {
  return [
    ...tagsOf(page).filter((tag) => !known.tags.has(tag)),
    ...attributesOf(page).filter((name) => !known.attributes.has(name)),
  ];
}

/** As the command makes it. */
function reportOf(messages: readonly string[], file = "logs.jsonl"): string {
  const builder = new IncidentBuilder({ onProblem: () => {} });
  messages.forEach((message, at) => {
    builder.add({
      message,
      timestamp: start + at,
      logGroup: "/aws/lambda/orders",
      logStream: "2026/11/21/[42]a",
      eventId: null,
      file,
      line: at + 1,
    });
  });
  const incident = builder.finish();
  return htmlReport(incident, analyse(incident));
}

function forged(outcrop: string, text: string, parts: object): string {
  const identity = {
    environment: text,
    function_name: text,
    function_version: text,
    timestamp: new Date(start).toISOString(),
  };
  return JSON.stringify({ level: "ERROR", message: text, outcrop, schema: 1, ...identity, ...parts });
}

function forgedLines(text: string): string[] {
  const finding = {
    code: "range-violation",
    family: "shadowing",
    severity: "error",
    package: text,
    winner_version: text,
    winner_root: "layer",
    winner_path: text,
  };
  const loser = {
    loser_version: text,
    loser_root: "function",
    loser_path: text,
    importer: text,
    importers: 1,
    range: text,
    fix: text,
    docs: text,
  };
  const evidence = JSON.stringify({ [text]: [text, { [text]: text }] });
  return [
    forged("environment", text, {
      outcrop_version: text,
      node_version: text,
      arch: text,
      initialization_type: text,
      roots: text,
      wrappers: text,
    }),
    forged("resolution", text, {
      package: text,
      version: text,
      root: "layer",
      path: text,
      modules: 1,
      importer: text,
      how: "import",
      specifier: text,
    }),
    forged("finding", text, { ...finding, ...loser, evidence }),
    forged("invocation", text, {
      request_id: text,
      failed: true,
      cold_start: true,
      fingerprint: text,
      ended_by: text,
      new_copies: 1,
      new_findings: 1,
    }),
    forged("failure", text, {
      phase: "invoke",
      request_id: text,
      error_name: text,
      error_code: text,
      explanation: text,
      findings: text,
      mixed_roots: text,
    }),
    `2026-11-21T03:12:04.000Z\t${text}\tERROR\tInvoke Error\t${JSON.stringify({
      errorType: text,
      errorMessage: text,
      stack: [text, `    at ${text} (/var/task/${text}.js:1:1)`],
    })}`,
  ];
}

describe("a hostile incident", () => {
  it("adds no tag and no attribute", () => {
    const { incident, analysis } = hostileCase();
    const page = htmlReport(incident, analysis, { title: Object.values(attacks).join(" ") });
    expect(foreignIn(page)).toEqual([]);
    expect(page.replace(/<script>[\s\S]*?<\/script>\n?<\/body>/, "")).not.toContain("<script");
  });

  it("cannot reorder or hide text", () => {
    const { incident, analysis } = hostileCase();
    const page = htmlReport(incident, analysis);
    expect(page.replaceAll(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });
});

describe("forged lines", () => {
  it.each(Object.entries(attacks))("of %s stay text", (_, attack) => {
    const page = reportOf(forgedLines(attack), attack);
    expect(foreignIn(page)).toEqual([]);
    expect(page).toContain("<h2");
  });

  it("of any text stay text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...Object.values(attacks)),
      fc.string().map((some) => `<${some}>"'`),
    );
    fc.assert(
      fc.property(text, (some) => void expect(foreignIn(reportOf(forgedLines(some), some))).toEqual([])),
      { numRuns: 120 },
    );
  });
});

describe("the size", () => {
  it("stays below 5 MB, and the page says what it leaves out", () => {
    const { incident, analysis } = largeCase();
    const page = htmlReport(incident, analysis);
    expect(Buffer.byteLength(page)).toBeLessThan(5_000_000);
    for (const noun of ["findings", "distinct errors", "events", "gaps"])
      expect(page).toMatch(new RegExp(`${noun} more are left out of this page`));
    expect(foreignIn(page)).toEqual([]);
  });

  it("of a name of 10 KB is not the size of the page", () => {
    expect(reportOf(forgedLines("n".repeat(10_000))).length).toBeLessThan(400_000);
  });
});
