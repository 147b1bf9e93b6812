#!/usr/bin/env node
/** The `outcrop` command with `run`, which needs the local Lambda beside it. */
import { main } from "../command/cli.ts";
import { commands, examples } from "../command/commands.ts";

const run = { summary: "run a function with layers in a local Lambda", load: () => import("../command/run.ts") };

await main({ run, ...commands }, process.argv.slice(2), examples);
