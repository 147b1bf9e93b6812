/**
 * `node sandbox/demo/picture.ts`: the top of the demo's report, down to its last warning, as docs/demo.svg
 * for the README.
 */
import { writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { nodeBinary } from "../runtime/nodes.ts";
import { absolute, picture } from "./places.ts";
import { play } from "./play.ts";
import { report } from "./report.ts";
import { svgOfTerminal } from "./svg.ts";

const page = { width: 100, coloured: true };

const { result, telemetry } = await play({ node: nodeBinary(24) }, (line) =>
  process.stderr.write(`${line}\n`),
);
const lines = report(result, telemetry, page).split("\n");
const firstInfo = lines.findIndex((line) => stripVTControlCharacters(line).startsWith("INFO "));
const top = lines.slice(0, firstInfo === -1 ? undefined : firstInfo - 1);
writeFileSync(absolute(picture), svgOfTerminal(top, "What npm run demo prints"));
process.stderr.write(`${picture}\n`);
