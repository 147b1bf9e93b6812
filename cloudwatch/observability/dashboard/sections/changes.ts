/** Did what is loaded change, when, and what failed since? */
import { query as failures } from "../../queries/failures.ts";
import { query as fingerprints } from "../../queries/fingerprints.ts";
import type { Scope } from "../../scope.ts";
import { type Row, row } from "../parts/layout.ts";
import { held, inForce, top } from "../parts/searches.ts";
import { lines, logTable } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

export function changes(scope: Scope): Row[] {
  return [
    heading("Did what is loaded change, and when?"),
    row(
      8,
      [14, logTable(scope, "Fingerprints: equal fingerprints mean the same loaded code", fingerprints)],
      [
        10,
        lines(scope, "Modules loaded by function (last value held)", "module files", [
          [{ expression: top(20, held(inForce("ModulesLoaded"))), id: "e1", label: "" }],
        ]),
      ],
    ),
    row(7, [24, logTable(scope, "Failures, and the findings about the code that failed", failures)]),
  ];
}
