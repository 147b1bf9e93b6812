/** What attaching changes of a function: its layers and its variables. Lambda replaces each as a whole. */
import { isLayerArn } from "../../check/inputs/shared/found.ts";

export interface Settings {
  /** ARNs of layer versions, lowest first. */
  readonly layers: readonly string[];
  /** Empty where the function has none: Lambda answers without an environment then. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Lambda starts the program that this variable names, with the runtime's command line. */
export const wrapperVariable = "AWS_LAMBDA_EXEC_WRAPPER";
/** Outcrop's wrapper starts the program that this one names. */
export const chainVariable = "OUTCROP_EXEC_WRAPPER";
export const wrapperPath = "/opt/outcrop-wrapper";

/** Whether it is Outcrop's layer, in any version and of any account. */
export function isVersionOf(layerName: string, arn: string): boolean {
  return isLayerArn(arn) && arn.split(":")[6] === layerName;
}

export function sameSettings(one: Settings, other: Settings): boolean {
  return sameLayers(one.layers, other.layers) && sameVariables(one.variables, other.variables);
}

export function sameLayers(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((arn, index) => arn === other[index]);
}

function sameVariables(one: Settings["variables"], other: Settings["variables"]): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && one[name] === other[name])
  );
}

/** The variables with these changes: null takes a variable away. The others keep their order. */
export function withVariables(
  variables: Settings["variables"],
  changes: Readonly<Record<string, string | null>>,
): Settings["variables"] {
  const merged = Object.entries({ ...variables, ...changes });
  return Object.fromEntries(merged.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** Null where the function does not have the variable. */
export function variableOf({ variables }: Settings, name: string): string | null {
  return Object.hasOwn(variables, name) ? (variables[name] ?? null) : null;
}

/** Whether anything of Outcrop is there. */
export function hasOutcrop(settings: Settings, layerName: string): boolean {
  return (
    settings.layers.some((arn) => isVersionOf(layerName, arn)) ||
    variableOf(settings, wrapperVariable) === wrapperPath
  );
}
