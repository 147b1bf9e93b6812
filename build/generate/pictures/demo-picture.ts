/** The top of the demo's report, down to its last warning, as an SVG. */
import { stripVTControlCharacters } from "node:util";
import { play } from "../../../sandbox/demo/play.ts";
import { report } from "../../../sandbox/demo/report.ts";
import { svgOfTerminal } from "../../../sandbox/demo/svg.ts";
import { mainLine, nodeBinary } from "../../../sandbox/runtime/nodes.ts";

const page = { width: 100, coloured: true };

export async function demoPicture(): Promise<string> {
  const { result, telemetry } = await play({ node: nodeBinary(mainLine) }, (line) => console.error(line));
  const lines = report(result, telemetry, page).split("\n");
  const firstInfo = lines.findIndex((line) => stripVTControlCharacters(line).startsWith("INFO "));
  const top = lines.slice(0, firstInfo === -1 ? undefined : firstInfo - 1);
  return svgOfTerminal(top, "What npm run demo prints");
}
