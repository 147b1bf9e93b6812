/** Is something red, and what should be done? */
import type { Content } from "../../../preview/dashboard-body.ts";
import { query as whatToFix } from "../../queries/what-to-fix.ts";
import type { Scope } from "../../scope.ts";
import { gridWidth, type Row, row } from "../parts/layout.ts";
import { logTable } from "../parts/widgets.ts";
import { title } from "./heading.ts";

export function nextSteps(scope: Scope): Row[] {
  const table = logTable(scope, "What to do next: errors first, by when first seen in this range", whatToFix);
  // Both have one place, whether the alarms are on or off: the template then holds the table once.
  return [title(scope), row(4, [gridWidth, alarmsOf(scope)]), row(9, [gridWidth, table])];
}

function alarmsOf({ alarmArns }: Scope): Content {
  // An alarm widget must name an alarm.
  if (alarmArns.length === 0)
    return { type: "text", properties: { markdown: "The alarms are off: see the parameter `Alarms`." } };
  return { type: "alarm", properties: { title: "Alarms: is something red?", alarms: alarmArns } };
}
