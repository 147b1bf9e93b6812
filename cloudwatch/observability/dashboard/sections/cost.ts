/** What does Outcrop itself cost, compared with the functions' errors and inits? */
import { query as cost } from "../../queries/cost.ts";
import { query as errorsBesideFindings } from "../../queries/errors-beside-findings.ts";
import { query as initDurations } from "../../queries/init-durations.ts";
import { query as logVolume } from "../../queries/log-volume.ts";
import type { Scope } from "../../scope.ts";
import { evenRow, type Row } from "../parts/layout.ts";
import { emfErrors, lambdaErrors, overhead, top } from "../parts/searches.ts";
import { lines, logTable } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

export function costs(scope: Scope): Row[] {
  return [
    heading("What does Outcrop cost, compared with errors and inits?"),
    evenRow(
      6,
      lines(scope, "Overhead after an invocation by function, p99 (ms)", "milliseconds", [
        [{ expression: top(10, overhead("p99")), id: "e1", label: "" }],
      ]),
      lines(scope, "Errors by function, as Lambda counts them", "errors", [
        [{ expression: top(10, lambdaErrors()), id: "e1", label: "" }],
      ]),
      lines(scope, "EMF errors by log group, whole region", "documents refused", [
        [{ expression: emfErrors(), id: "e1", label: "" }],
      ]),
    ),
    evenRow(
      7,
      logTable(scope, "Cost of Outcrop by function: log (characters), init and overhead (ms)", cost),
      logTable(scope, "Init durations by log group (ms)", initDurations, "@log"),
    ),
    evenRow(
      7,
      logTable(scope, "Outcrop's share of each log group (characters, percent)", logVolume, "@log"),
      logTable(scope, "Failed invocations and findings by function", errorsBesideFindings),
    ),
  ];
}
