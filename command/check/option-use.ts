/** Options of `outcrop check` that would have no effect, or of which one would hide another. */
import { UsageError } from "../shared/usage.ts";

interface Definition {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
}

interface Token {
  readonly kind: string;
  readonly name?: string;
}

/** The names of the options, in the order in which they are written. */
export function givenOptions(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap(({ kind, name }) => (kind === "option" && name !== undefined ? name : []));
}

const ofFunction = ["layer", "runtime", "arch", "handler", "env", "name"];
const ofProject = ["only", "parameter", "layer-at", "code-at", "fetch-layers"];

/**
 * @param given the names of the options, in the order in which they are written
 * @throws UsageError
 */
export function checkUse(given: readonly string[], definitions: Readonly<Record<string, Definition>>): void {
  for (const [index, name] of given.entries()) {
    const definition = definitions[name];
    const isRepeated = definition?.type === "string" && definition.multiple !== true;
    if (isRepeated && given.indexOf(name) < index)
      throw new UsageError(`--${name} is there more than once, and takes one value`);
  }
  const isFunction = given.includes("function");
  const idle = given.find((name) => (isFunction ? ofProject : ofFunction).includes(name));
  if (idle !== undefined && isFunction)
    throw new UsageError(`--${idle} is for a project or --deployed, and does nothing with --function`);
  if (idle !== undefined) throw new UsageError(`--function ZIP|DIR is missing: --${idle} is about it`);
}
