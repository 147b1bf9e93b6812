/** Is something red, and what does a person do then? */

import type { Content } from "../../../preview/dashboard-body.ts";
import type { Scope } from "../../scope.ts";
import { type Row, row } from "../parts/layout.ts";
import { everyFunction } from "../parts/selection.ts";

const advice: readonly (readonly [see: string, meaning: string, todo: string])[] = [
  [
    "architecture above 0",
    "a native file does not fit Lambda; it fails when loaded",
    "install for Lambda's platform, deploy",
  ],
  [
    "errors above 0",
    "code has a copy that it does not accept, or two where it needs one",
    "follow *fix* in **What to do next**",
  ],
  ["unresolved modules above 0", "a module was not found", "the finding says where Node looked"],
  [
    "shadowing, no errors",
    "one copy of a package hides another",
    "not urgent; accept intended ones in `outcrop.json`",
  ],
  [
    "a function is missing",
    "it was not invoked, or has no layer or no wrapper variable",
    "compare with **Functions that reported**",
  ],
  ["a number is `--`", "no function reported this metric", "nothing; if all are `--`, attach Outcrop"],
  [
    "EMF errors above 0",
    "CloudWatch refused a line's metrics",
    "numbers here may be too low; trust the log tables",
  ],
];

const markdown = [
  "## Outcrop: which copy of every module was loaded, and where copies collide",
  "",
  `Functions shown: **${everyFunction}** (the word in capitals means all functions).`,
  "Type a function's name, or a whole word of it, into the box above. " +
    "Open the dashboard again to see all functions.",
  "A template made this dashboard: the next deployment overwrites changes made here.",
  "",
  "| you see | it means | do |",
  "|---|---|---|",
  ...advice.map((cells) => `| ${cells.join(" | ")} |`),
  "",
  "Each code has a page in `docs/findings/`. " +
    "Tables query the logs when the dashboard opens and at every refresh.",
  "AWS charges for the bytes that they scan.",
].join("\n");

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
