#!/usr/bin/env node
/** The `outcrop` command: `npm run outcrop`, and what the bundle is made of. */
import { main } from "./cli.ts";
import { commands, examples } from "./commands.ts";

await main(commands, process.argv.slice(2), examples);
