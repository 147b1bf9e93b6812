/** What does Outcrop itself cost, compared with the functions' errors, and did CloudWatch take its metrics? */

import { severityColours } from "../../../../page/colour.ts";
import type { Scope } from "../../scope.ts";
import { type Row, row } from "../parts/layout.ts";
import { lambdaErrors, ofFleet, refusedDocuments } from "../parts/metrics.ts";
import { lines, singleValue } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

/** A reader cannot distinguish more lines than this. */
const shown = 10;

export function costs(scope: Scope): Row[] {
  const { warning } = severityColours;
  const overhead = lines(scope, "Overhead after an invocation (ms)", "milliseconds", [
    ofFleet("OverheadMs", "p50", { label: "half of the invocations" }),
    ofFleet("OverheadMs", "p99", { label: "99 of 100 invocations" }),
  ]);
  const errors = lines(
    scope,
    `Errors as Lambda counts them, the ${shown} functions of the region with most`,
    "errors",
    [lambdaErrors(shown)],
  );
  const refused = (title: string, metric: Parameters<typeof refusedDocuments>[0]) =>
    singleValue(scope, title, [refusedDocuments(metric, warning)]);
  return [
    heading("What does Outcrop cost, compared with errors? All functions, whatever you chose above"),
    row(
      6,
      [9, overhead],
      [9, errors],
      [3, refused("EMF lines that broke the rules", "EMFValidationErrors")],
      [3, refused("EMF lines that could not be read", "EMFParsingErrors")],
    ),
  ];
}
