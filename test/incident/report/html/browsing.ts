/** The reports of incidents in Chromium, for the tests of one file. */
import { afterAll, beforeAll } from "vitest";
import { htmlReport } from "../../../../incident/report/html/html-report.ts";
import { Pages } from "../../../support/pages.ts";
import type { Case } from "./fixtures.ts";

/** How long to wait for what a click does; vitest's own second may be short for a busy machine. */
export const patient = { timeout: 30_000 };

export function browsing(cases: Readonly<Record<string, Case>>): Pick<Pages, "open"> {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start(
      Object.fromEntries(
        Object.entries(cases).map(([name, { incident, analysis }]) => [name, htmlReport(incident, analysis)]),
      ),
    );
  });
  afterAll(() => pages?.close());
  return { open: (...which) => pages.open(...which) };
}
