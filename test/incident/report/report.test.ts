/** What several formats share: the order of changes, and one answer for each function. */
import { expect, it } from "vitest";
import { htmlReport } from "../../../incident/report/html/html-report.ts";
import { markdownReport } from "../../../incident/report/markdown.ts";
import { driftsByWeight } from "../../../incident/report/report.ts";
import { terminalReport } from "../../../incident/report/terminal.ts";
import { answersText, functionAnswers } from "../../../incident/report/words/answers.ts";
import { ambiguousCase } from "./html/ambiguous-case.ts";
import { handledCase } from "./html/handled-case.ts";

const { incident, analysis } = ambiguousCase();
const report = { incident, analysis, comparison: null };
const page = { width: 100, coloured: false };

it("puts a deploy before what one environment loaded late, and a replaced copy before an added one", () => {
  expect(driftsByWeight(analysis).map(({ between }) => between[0]?.kind)).toEqual(["deploy", "within"]);
  for (const text of [markdownReport(report), terminalReport(report, page), htmlReport(incident, analysis)]) {
    const changes = text.slice(text.search(/what changed<|## What changed|WHAT CHANGED/i));
    expect(changes.indexOf("rates")).toBeLessThan(changes.indexOf("ulid"));
    expect(changes.indexOf("ulid")).toBeLessThan(changes.indexOf("dayjs"));
  }
});

it("puts what came before the failures first, even where a deploy came earlier", () => {
  const [within, deploy] = analysis.drift;
  const drift = [deploy, within].filter((one) => one !== undefined);
  expect(driftsByWeight({ ...analysis, drift }).map(({ between }) => between[0]?.kind)).toEqual([
    "within",
    "deploy",
  ]);
});

it("answers for each function where several had errors", () => {
  const all = functionAnswers(analysis);
  expect(all.map(({ functionName, headline }) => [functionName, headline])).toEqual([
    ["orders", "2 collisions fit the failures"],
    ["invoices", "No collision explains the failures"],
  ]);
  expect(answersText(all)).toBe(
    "2 functions had errors. 2 collisions fit the failures in orders. No collision explains the failures " +
      "in invoices.",
  );
  for (const text of [markdownReport(report), terminalReport(report, page), htmlReport(incident, analysis)])
    expect(text.replace(/\s+/g, " ")).toContain(
      "2 functions had errors. 2 collisions fit the failures in orders.",
    );
  expect(functionAnswers(handledCase().analysis)).toEqual([]);
});

it("shows what an error was made of, what fits equally, and how its invocations ended", () => {
  const text = terminalReport(report, page).replace(/\s+/g, " ");
  expect(text).toContain(
    "chain caused by TypeError: a.convertAll is not a function, at total (/var/task/total.mjs:5:9)",
  );
  expect(text).toContain("how sure low; the first 2 findings fit equally");
  expect(text).toContain("2 invocations with it succeeded, 4 failed");
  const html = htmlReport(incident, analysis).replaceAll("<wbr>", "");
  expect(html).toContain("One of these 2 fits, and nothing in the logs shows which:");
  expect(html).toContain("<strong>TypeError</strong>: a.convertAll is not a function");
});
