/** The subcommands, in the order of the help. */
import type { Commands } from "./shared/subcommand.ts";

export const commands: Commands = {
  demo: {
    summary: "show what Outcrop finds in a function whose zip, layers and runtime collide",
    load: () => import("./demo.ts"),
  },
  check: {
    summary: "say what collides in zip, layers and runtime before the deploy",
    load: () => import("./check.ts"),
  },
  lock: {
    summary: "write down which layers each function has, and what is in them",
    load: () => import("./lock.ts"),
  },
  layer: {
    summary: "pack a layer with a manifest, or say what a new version of it changes",
    load: () => import("./layer.ts"),
  },
  "what-if": {
    summary: "say what a layer's update does to each function in logs",
    load: () => import("./what-if.ts"),
  },
  profile: {
    summary: "make a profile of the managed runtime from logs, for check",
    load: () => import("./profile.ts"),
  },
  incident: {
    summary: "explain an incident from exported or live logs",
    load: () => import("./incident.ts"),
  },
  explain: { summary: "say what a finding means and how to fix it", load: () => import("./explain.ts") },
  diff: {
    summary: "compare what two environments, functions or captures load",
    load: () => import("./diff.ts"),
  },
  query: { summary: "query the records in logs with SQL", load: () => import("./query.ts") },
  sbom: {
    summary: "write a bill of materials of what a function has, or of what ran",
    load: () => import("./sbom.ts"),
  },
  dashboard: {
    summary: "draw the CloudWatch dashboard from logs, or write its body",
    load: () => import("./dashboard.ts"),
  },
  run: {
    summary: "run a function with layers in a local Lambda",
    load: () => import("./run.ts"),
  },
  prove: {
    summary: "replay a failing event, and find the repair that ends the error",
    load: () => import("./prove.ts"),
  },
  publish: {
    summary: "publish the layer to one region or many",
    load: () => import("./publish.ts"),
  },
  attach: {
    summary: "attach Outcrop to one function or a fleet",
    load: () => import("./attach.ts"),
  },
  detach: {
    summary: "take Outcrop away again: functions as they were",
    load: () => import("./detach.ts"),
  },
  verify: {
    summary: "check in an AWS account what Outcrop takes for true of AWS",
    load: () => import("./verify.ts"),
  },
};

/** With the one that is derived from the others. */
export const allCommands: Commands = {
  ...commands,
  completions: {
    summary: "print completions for bash, zsh or fish",
    load: async () => (await import("./completions.ts")).completions(allCommands),
  },
};

export const examples: readonly string[] = [
  "outcrop incident logs/                       what happened, from a folder of exported logs",
  "aws logs filter-log-events --log-group-name /aws/lambda/orders | outcrop incident -",
  "outcrop diff good.json bad.json              what the two load differently",
  "source <(outcrop completions bash)",
];
