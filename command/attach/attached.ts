/** A function's settings with Outcrop. Whatever else it has stays where it is. */
import {
  chainVariable,
  isVersionOf,
  type Settings,
  variableOf,
  withVariables,
  wrapperPath,
  wrapperVariable,
} from "./settings.ts";

/**
 * A new version of the layer takes the place of an old one; otherwise the layer becomes the highest. A
 * wrapper that was there runs after Outcrop's.
 */
export function attached(now: Settings, layer: { readonly arn: string; readonly name: string }): Settings {
  const isOurs = (arn: string): boolean => isVersionOf(layer.name, arn);
  const place = now.layers.findIndex(isOurs);
  const others = now.layers.filter((arn) => !isOurs(arn));
  const at = place < 0 ? others.length : place;
  const wrapper = variableOf(now, wrapperVariable);
  const isChained = wrapper !== null && wrapper !== "" && wrapper !== wrapperPath;
  return {
    layers: [...others.slice(0, at), layer.arn, ...others.slice(at)],
    variables: withVariables(now.variables, {
      [wrapperVariable]: wrapperPath,
      ...(isChained && { [chainVariable]: wrapper }),
    }),
  };
}

/** The wrapper that runs after Outcrop's; null if none does. */
export function chainedWrapper(settings: Settings): string | null {
  return variableOf(settings, wrapperVariable) === wrapperPath
    ? variableOf(settings, chainVariable) || null
    : null;
}
