/** Which packages collide, in how many functions, and what should be done? */
import { query as findingsByPackage } from "../../queries/findings-by-package.ts";
import { query as newestFindings } from "../../queries/newest-findings.ts";
import type { Scope } from "../../scope.ts";
import { type Row, row } from "../parts/layout.ts";
import { logTable } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

export function packages(scope: Scope): Row[] {
  return [
    heading("Which packages, and what to do next?"),
    row(
      9,
      [8, logTable(scope, "Packages by the functions they collide in", findingsByPackage)],
      [16, logTable(scope, "What to do next: newest findings with their fix", newestFindings)],
    ),
  ];
}
