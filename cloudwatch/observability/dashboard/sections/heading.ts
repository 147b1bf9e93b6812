/** The dashboard's title, and the question that the rows below a heading answer. */
import type { Content } from "../../../preview/dashboard-body.ts";
import type { Scope } from "../../scope.ts";
import { gridWidth, type Row, row } from "../parts/layout.ts";

export function title({ consoleUrl }: Scope): Row {
  const queries = "saved queries in the folder `Outcrop`";
  const place = consoleUrl === undefined ? queries : `[${queries}](${consoleUrl}#logsV2:logs-insights)`;
  return row(2, [
    gridWidth,
    text(
      "## Outcrop: which copy of every module was loaded, and where copies collide\n\n" +
        `More in the ${place}: \`first-appearances\` over a longer range says since when a finding exists, ` +
        "`init-failures` and `failures` what failed, `loaded-now` and `fingerprints` what changed.",
    ),
  ]);
}

export function heading(question: string): Row {
  return row(1, [gridWidth, text(`### ${question}`)]);
}

const text = (markdown: string): Content => ({
  type: "text",
  properties: { markdown, background: "transparent" },
});
