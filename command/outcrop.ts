#!/usr/bin/env node
/**
 * The `outcrop` command: the entry of `npm run outcrop` and of the npm package. What it says about itself needs
 * nothing else, and so takes hardly longer than Node's own start.
 */
import { readFileSync } from "node:fs";
import { allCommands, examples } from "./commands.ts";
import { helpText } from "./help.ts";

const parameters = process.argv.slice(2);
const [first = ""] = parameters;

if (first === "--version") {
  // One folder above, here and in the package: core/own-files.ts would be a file more to load.
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stdout.write(`${manifest.version}\n`);
} else if (["--help", "-h", "help"].includes(first)) {
  process.stdout.write(helpText(allCommands, examples));
} else {
  const { main } = await import("./cli.ts");
  await main(allCommands, parameters);
}
