/** Incidents without anything to show: a quiet fleet, and no data at all. */
import { analysis, type Case, environment, incident, series, start } from "./fixtures.ts";
import { plain } from "./ordinary-packages.ts";

export function quietCase(): Case {
  const copies = plain.slice(0, 8);
  return {
    incident: incident({
      environments: Array.from({ length: 3 }, (_, at) => environment(`quiet-${at}`, copies)),
      series: [
        series("42", "cd4a5fdd84ca5500", start, [
          [12, 0],
          [9, 0],
          [14, 0],
        ]),
      ],
      totals: {
        files: 1,
        events: 120,
        outcropLines: 44,
        duplicates: 0,
        invocations: 35,
        failed: 0,
        reports: 35,
      },
    }),
    analysis: analysis(),
  };
}

export function emptyCase(): Case {
  const answer = {
    ...analysis().answer,
    verdict: "no-data",
    summary: { kind: "no-lines", events: 0 },
    confidence: "low",
  } as const;
  return { incident: incident({ span: null }), analysis: analysis({ answer }) };
}
