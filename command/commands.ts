/** The subcommands that are shipped. */
import type { Commands } from "./cli.ts";

export const commands: Commands = {
  incident: { summary: "explain an incident from exported or live logs", load: () => import("./incident.ts") },
  diff: { summary: "what two environments, functions or captures loaded differently", load: () => import("./diff.ts") },
  query: { summary: "ask the records of logs in SQL", load: () => import("./query.ts") },
  dashboard: { summary: "draw the CloudWatch dashboard from logs", load: () => import("./dashboard.ts") },
};

export const examples: readonly string[] = [
  "outcrop incident logs/                       what happened, from a folder of exported logs",
  "aws logs filter-log-events --log-group-name /aws/lambda/orders | outcrop incident -",
  "outcrop diff good.json bad.json              what was loaded differently",
  "source <(outcrop completions bash)",
];
