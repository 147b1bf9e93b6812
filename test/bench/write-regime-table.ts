/**
 * `node test/bench/write-regime-table.ts`: the CPU regimes' rows of dist/bench.json as short tables in
 * docs/performance.md, between its markers. With `--from FILE` those of another file of figures, with
 * `--print` on stdout.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeMachine } from "./machine.ts";
import { legend, regimeTables } from "./regime-table.ts";
import { readResults } from "./results.ts";

const page = "docs/performance.md";
const [start, end] = ["<!-- regimes: written by test/bench/write-regime-table.ts -->", "<!-- /regimes -->"];

const { values } = parseArgs({
  options: { from: { type: "string", default: "dist/bench.json" }, print: { type: "boolean" } },
});
const results = readResults(values.from);
const tables = results === null ? "" : regimeTables(results);
if (results === null || tables === "")
  fail(`no figures of CPU regimes in ${values.from}; npm run bench -- --only regimes measures them`);
const text = `${legend}\n\n${tables}\n\nMachine: ${describeMachine(results.machine)}.`;
if (values.print) console.log(text);
else {
  const before = readFileSync(page, "utf8");
  const [from, to] = [before.indexOf(start), before.indexOf(end)];
  if (from === -1 || to < from) fail(`${page} has no place for the tables, between ${start} and ${end}`);
  writeFileSync(page, `${before.slice(0, from)}${start}\n\n${text}\n\n${before.slice(to)}`);
  console.log(`wrote ${page}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
