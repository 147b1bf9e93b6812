/** The error rate over time, the width of bars, and the pages of findings inside the report. */
import { describe, expect, it } from "vitest";
import { htmlReport } from "../../../../incident/report/html/html-report.ts";
import { endOf } from "../../../../incident/report/html/timeline-bars.ts";
import { collisionCase } from "./collision-case.ts";
import { minute, moment, start } from "./fixtures.ts";
import { quietCase } from "./quiet-cases.ts";

describe("the error rate", () => {
  const { incident: of, analysis: found } = collisionCase();

  it("has a lane for each function with failures, with its deploys and no other function's", () => {
    const page = htmlReport(of, found);
    expect(page.match(/<div class="lane rate">/g)).toHaveLength(1);
    const [lane = ""] = /<div class="lane rate">.*?<\/div>/s.exec(page) ?? [];
    expect(lane).toContain("<strong>orders</strong> error rate");
    expect(lane).toContain(">● version 42</text>");
    expect(lane.match(/class="news"/g)).toHaveLength(2);
  });

  it("joins the labels of changes that are too near to each other", () => {
    const news = (at: number, after: string) => ({
      ...moment(at),
      kind: "deploy" as const,
      news: { kind: "environment" as const, before: "41", after },
    });
    const timeline = [news(start, "42"), news(start + minute, "43"), news(start + 2 * minute, "44")];
    const page = htmlReport(of, { ...found, timeline });
    expect(page).toContain(">2 changes</text>");
    expect(page.match(/● version \d+/g)).toEqual(["● version 42"]);
  });

  it("is not drawn where nothing failed", () => {
    const { incident: quiet, analysis: nothing } = quietCase();
    expect(htmlReport(quiet, nothing)).not.toContain("lane rate");
  });
});

describe("the bars", () => {
  it("are bars if there are few, and not blocks as wide as their time", () => {
    expect(endOf(0, 500)).toBe(16);
    expect(endOf(0, 25)).toBe(22);
    expect(endOf(10, 10.2)).toBe(11);
  });
});

describe("the pages of findings", () => {
  it("are in the report for the codes that it shows, and linked from these", () => {
    const { incident: of, analysis: found } = collisionCase();
    const page = htmlReport(of, found);
    for (const code of ["range-violation", "duplicate-instance", "unresolved-module"]) {
      expect(page).toContain(`<details class="card page" id="page-${code}">`);
      expect(page).toContain(`<a href="#page-${code}">`);
    }
    expect(page).not.toContain("page-torn-family");
    expect(htmlReport(quietCase().incident, quietCase().analysis)).not.toContain("About these findings");
  });
});
