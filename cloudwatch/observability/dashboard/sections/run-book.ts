/** What the numbers mean, and what a person does then. */

import type { Scope } from "../../scope.ts";
import { gridWidth, type Row, row } from "../parts/layout.ts";
import { everyFunction } from "../parts/selection.ts";

const advice: readonly (readonly [see: string, meaning: string, todo: string])[] = [
  [
    "architecture above 0",
    "a native file does not fit Lambda; it fails when loaded",
    "install for Lambda's platform, deploy",
  ],
  [
    "failed inits above 0, `fails in init`",
    "the function dies before its first invocation",
    "ask `init-failures`; no error there: an exit, a crash or the time limit",
  ],
  [
    "severity error above 0, `collides: error`",
    "code has a copy that it does not accept, or two where it needs one",
    "follow *fix* in **What to do next**; no row there: choose a longer range",
  ],
  ["unresolved modules above 0", "a module was not found", "the finding says where Node looked"],
  [
    "`collides: warning`",
    "one copy of a package hides another",
    "not urgent; accept intended ones in `outcrop.json`",
  ],
  [
    "`not seen: no wrapper variable`",
    "Outcrop saw nothing that this function loads",
    "set `AWS_LAMBDA_EXEC_WRAPPER=/opt/outcrop-wrapper`",
  ],
  ["`not seen: bundle`", "Outcrop does not see the packages inside it", "read docs/attach/bundled.md"],
  [
    "`not seen: no start in this range`",
    "its invocations alone do not say how much was seen",
    "choose a longer range",
  ],
  [
    "`not seen: silent`",
    "it has the layer, and no line of Outcrop's",
    "is `OUTCROP_DISABLED` set? Read its log",
  ],
  [
    "a function is missing in **Functions**",
    "it was not invoked, or does not have the layer",
    "attach Outcrop; choose a longer range",
  ],
  [
    "a cold start is slow",
    "a package or a layer takes long to load",
    "set `OUTCROP_LOAD_TIME=1`, then ask `init-by-root` and `init-by-copy`",
  ],
  ["a number is `--`", "no function reported this metric", "nothing, if no function is `not seen`"],
  [
    "EMF lines above 0",
    "CloudWatch refused a line's metrics",
    "metrics here may be too low; trust the log tables",
  ],
];

const markdown = (docsUrl: string) =>
  [
    "### What the numbers mean",
    "",
    `Functions shown: **${everyFunction}** (the word in capitals means all functions).`,
    "Type a function's name, or a whole word of it, into the box at the top. " +
      "Open the dashboard again to see all functions.",
    "The next deployment overwrites changes made here.",
    "",
    "| you see | it means | do |",
    "|---|---|---|",
    ...advice.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `Each code has a page: ${docsUrl}docs/findings/CODE.md, or \`outcrop explain CODE\`. ` +
      "Tables query the logs when the dashboard opens and at every refresh.",
    "AWS charges for the bytes that they scan.",
  ].join("\n");

export function runBook({ docsUrl }: Scope): Row[] {
  return [row(12, [gridWidth, { type: "text", properties: { markdown: markdown(docsUrl) } }])];
}
