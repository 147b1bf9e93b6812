/**
 * `node test/attach/sandbox/record-lines.ts`, after a build: runs each scenario in the sandbox and keeps its
 * lines for the guides.
 */
import { writeFileSync } from "node:fs";
import { Folders } from "../../support/layer-run.ts";
import { recordedPath } from "../recorded-lines.ts";
import { linesOfScenario, type ScenarioName, scenarios } from "./scenarios.ts";

const folders = new Folders();
const recorded: Record<string, unknown> = {};
for (const name of Object.keys(scenarios) as ScenarioName[])
  recorded[name] = await linesOfScenario(name, folders);
folders.remove();
writeFileSync(recordedPath, `${JSON.stringify(recorded, null, 2)}\n`);
