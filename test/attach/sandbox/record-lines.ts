/** The lines of every scenario, as test/attach/recorded-lines.json keeps them for the guides. */
import { Folders } from "../../support/layer-run.ts";
import { linesOfScenario, type ScenarioName, scenarios } from "./scenarios.ts";

/** Runs each scenario in the sandbox, with the built layer. */
export async function recordLines(): Promise<string> {
  const folders = new Folders();
  try {
    const recorded: Record<string, unknown> = {};
    for (const name of Object.keys(scenarios) as ScenarioName[])
      recorded[name] = await linesOfScenario(name, folders);
    return `${JSON.stringify(recorded, null, 2)}\n`;
  } finally {
    folders.remove();
  }
}
