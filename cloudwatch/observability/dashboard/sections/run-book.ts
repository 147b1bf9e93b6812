/** Is something red, and what does a person do then? */

import type { Content } from "../../../preview/dashboard-body.ts";
import type { Scope } from "../../scope.ts";
import { type Row, row } from "../parts/layout.ts";
import { everyFunction } from "../parts/selection.ts";

const markdown = `## Outcrop: which copy of every module was loaded, and where copies collide

Functions shown: **${everyFunction}** (the word in capitals: all of them). Type a function's name, or a whole word of it, into the box above; open the
dashboard anew to see all again. Made from a template: changes made here are lost.

| you see | it means | do |
|---|---|---|
| architecture above 0 | a native file does not fit this CPU, C library or Node; it fails when it is loaded | install for Lambda's platform, deploy |
| errors above 0 | code runs with a copy it does not accept, or with two where it needs one | follow *fix* in **What to do next** |
| unresolved modules above 0 | a module was not found | the finding says where Node looked |
| shadowing, no errors | two copies of a package; one hides the other | not urgent; \`outcrop.json\` accepts what is meant |
| a function is missing | it was not invoked, or lost the layer or its wrapper variable | compare with **Functions that reported** |
| a number is \`--\` | nobody reported such a metric | nothing; if all are, Outcrop is attached nowhere |
| EMF errors above 0 | CloudWatch refused metrics of some line | numbers here may be too low; the log tables are right |

Each code has a page in \`docs/findings/\`. Tables query logs when the dashboard opens and at every refresh: that is paid for by what they scan.`;

export function runBook(scope: Scope): Row[] {
  const text: Content = { type: "text", properties: { markdown } };
  // An alarm widget must name an alarm.
  if (scope.alarmArns.length === 0) return [row(9, [24, text])];
  return [
    row(
      9,
      [16, text],
      [8, { type: "alarm", properties: { title: "Alarms: is something red?", alarms: scope.alarmArns } }],
    ),
  ];
}
