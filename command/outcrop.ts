#!/usr/bin/env node
/** The `outcrop` command: the entry of `npm run outcrop` and of the bundle. */
import { main } from "./cli.ts";
import { commands, examples } from "./commands.ts";

await main(commands, process.argv.slice(2), examples);
