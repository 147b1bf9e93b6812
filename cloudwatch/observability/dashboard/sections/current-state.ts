/** What is loaded now, and how is each function? */
import { query as currentState } from "../../queries/current-state.ts";
import { query as loadedNow } from "../../queries/loaded-now.ts";
import type { Scope } from "../../scope.ts";
import { evenRow, type Row } from "../parts/layout.ts";
import { logTable } from "../parts/widgets.ts";
import { heading } from "./heading.ts";

export function currentStates(scope: Scope): Row[] {
  return [
    heading("What is loaded now?"),
    evenRow(
      8,
      logTable(
        scope,
        "Current state of each function: findings in force, fingerprint, last report",
        currentState,
      ),
      logTable(scope, "What is loaded now: one row for each copy", loadedNow),
    ),
  ];
}
