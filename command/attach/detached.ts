/**
 * A function's settings without Outcrop. With a record they are what they were. What someone else changed
 * since then stays.
 */
import type { RecordEntry } from "./record.ts";
import {
  chainVariable,
  hasOutcrop,
  isVersionOf,
  type Settings,
  sameLayers,
  variableOf,
  withVariables,
  wrapperPath,
  wrapperVariable,
} from "./settings.ts";

export function detached(now: Settings, layerName: string, entry: RecordEntry | null): Settings {
  if (!hasOutcrop(now, layerName)) return now;
  return entry === null
    ? withoutOutcrop(now, layerName)
    : {
        layers: earlierLayers(now.layers, layerName, entry),
        variables: withVariables(now.variables, earlierWrappers(now, entry)),
      };
}

/** It is not known what was: the layer in any version goes, and every variable of Outcrop's. */
function withoutOutcrop(now: Settings, layerName: string): Settings {
  const wrapper = variableOf(now, wrapperVariable);
  const chained = variableOf(now, chainVariable) || null;
  const own = Object.keys(now.variables).filter((name) => name.startsWith("OUTCROP_"));
  return {
    layers: now.layers.filter((arn) => !isVersionOf(layerName, arn)),
    variables: withVariables(now.variables, {
      ...(wrapper === wrapperPath && { [wrapperVariable]: chained }),
      ...Object.fromEntries(own.map((name) => [name, null])),
    }),
  };
}

function earlierLayers(
  now: readonly string[],
  layerName: string,
  { before }: RecordEntry,
): readonly string[] {
  const isOurs = (arn: string): boolean => isVersionOf(layerName, arn);
  const others = now.filter((arn) => !isOurs(arn));
  // Someone took the layer away: that is not for this command to undo.
  if (others.length === now.length) return now;
  const earlierOthers = before.layers.filter((arn) => !isOurs(arn));
  if (sameLayers(others, earlierOthers)) return before.layers;
  const earlier = before.layers.filter(isOurs);
  const at = Math.min(before.layers.findIndex(isOurs), others.length);
  return earlier.length === 0 ? others : [...others.slice(0, at), ...earlier, ...others.slice(at)];
}

/** @returns changes of the two wrapper variables */
function earlierWrappers(now: Settings, { before, chained }: RecordEntry): Record<string, string | null> {
  const chainedNow = variableOf(now, chainVariable);
  const isAsLeft = chainedNow === chained;
  // Someone set another wrapper since: only what was put into the chain goes.
  if (variableOf(now, wrapperVariable) !== wrapperPath)
    return isAsLeft ? { [chainVariable]: before.chained } : {};
  if (isAsLeft) return { [wrapperVariable]: before.wrapper, [chainVariable]: before.chained };
  // Someone changed the chain since. Its wrapper becomes the function's, unless Outcrop stays.
  if (before.wrapper === wrapperPath) return {};
  return { [wrapperVariable]: chainedNow || null, [chainVariable]: null };
}
