#!/usr/bin/env node
/** The `outcrop` command as it is shipped. */
import { main } from "./cli.ts";
import { commands, examples } from "./commands.ts";

await main(commands, process.argv.slice(2), examples);
