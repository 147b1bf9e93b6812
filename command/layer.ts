/** `outcrop layer ACTION`: what is done with a layer as a whole. */
import * as diff from "./layer/diff.ts";
import * as pack from "./layer/pack.ts";
import type { CommandModule } from "./shared/subcommand.ts";
import { UsageError } from "./shared/usage.ts";

/** By the first word after `layer`. */
const actions: Readonly<Record<string, Required<CommandModule>>> = { diff, pack };

export const help = Object.values(actions)
  .map((action) => action.help)
  .join("\n");

export const options = Object.assign(
  {},
  ...Object.values(actions).map((action) => action.options),
) as Required<CommandModule>["options"];

export const choices = Object.assign(
  {},
  ...Object.values(actions).map((action) => action.choices),
) as Required<CommandModule>["choices"];

/** @throws UsageError */
export async function run([name = "", ...parameters]: readonly string[]): Promise<number> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const names = Object.keys(actions).join(" or ");
  if (action === undefined)
    throw new UsageError(`layer needs an action: ${names}${name === "" ? "" : `, not ${name}`}`);
  return action.run(parameters);
}
