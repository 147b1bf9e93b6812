/** Opens the functions that the options of `outcrop check` choose, one after the other. */
import { Artefacts, type Opened, type Unopened } from "../../check/inputs/artefacts.ts";
import type { Found, FoundFunction } from "../../check/inputs/shared/found.ts";
import { InputError } from "../../check/inputs/shared/input-error.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { assignments } from "../shared/option-values.ts";
import { UsageError } from "../shared/usage.ts";
import type { AccountReader } from "./account.ts";
import { givenFunction } from "./given-function.ts";
import type { InputValues } from "./input-options.ts";
import { runtimeFilesOf } from "./runtime-files.ts";

/**
 * Each is closed when the next one is asked for.
 * @param command its name, for messages
 * @param say receives what is done at the moment, for a person who waits
 * @throws UsageError
 */
export async function* openedFunctions(
  command: string,
  values: InputValues,
  positionals: readonly string[],
  say: (doing: string) => void = () => {},
): AsyncGenerator<Opened | Unopened> {
  const sources = [positionals.length > 0, values.function !== undefined, values.deployed.length > 0];
  if (!sources.includes(true))
    throw new UsageError(
      `what to ${command} is missing: name a project, --function ZIP|DIR or --deployed NAME`,
    );
  if (sources.filter(Boolean).length > 1 || positionals.length > 1)
    throw new UsageError(`${command} takes one of these: a project, --function or --deployed`);
  const runtimeFiles = await runtimeFilesOf(values);
  try {
    if (values.function !== undefined) {
      say(`reading ${values.function}`);
      yield* closing(await givenFunction(values, values.function, runtimeFiles.of));
      return;
    }
    const account = await accountFor(values);
    const { functions, warnings } = await foundIn(values, positionals, account);
    for (const text of warnings) process.stderr.write(`outcrop: ${plainText(text)}\n`);
    const artefacts = new Artefacts({
      layersAt: placesOf("layer-at", values["layer-at"], functions.flatMap(layerNames)),
      codeAt: placesOf(
        "code-at",
        values["code-at"],
        functions.map(({ name }) => name),
      ),
      runtimeFiles: runtimeFiles.of,
      ...(account !== null && { fetchLayer: (arn: string) => account.layer(arn) }),
    });
    try {
      const all = chosen(functions, values.only);
      for (const [index, found] of all.entries()) {
        say(`reading ${found.name}, ${index + 1} of ${all.length}`);
        yield* closing(await artefacts.open(found));
      }
    } finally {
      await artefacts.close();
    }
  } finally {
    runtimeFiles.close();
  }
}

function* closing(opened: Opened | Unopened): Generator<Opened | Unopened> {
  try {
    yield opened;
  } finally {
    if (opened.kind === "opened") opened.close();
  }
}

async function accountFor(values: InputValues): Promise<AccountReader | null> {
  if (values.deployed.length === 0 && !values["fetch-layers"]) return null;
  const { accountReader } = await import("./account.ts");
  return accountReader({ region: values.region });
}

async function foundIn(
  values: InputValues,
  [path = ""]: readonly string[],
  account: AccountReader | null,
): Promise<Found> {
  if (values.deployed.length > 0 && account !== null) return account.functions(values.deployed);
  // Reads YAML, which --function does without.
  const { project } = await import("../../check/inputs/recognise.ts");
  try {
    return project(path, { parameters: mapOf("parameter", values.parameter) });
  } catch (error) {
    throw error instanceof InputError ? new UsageError(error.message) : error;
  }
}

function chosen(functions: readonly FoundFunction[], only: readonly string[]): readonly FoundFunction[] {
  if (functions.length === 0) throw new UsageError("there is no function in it");
  for (const name of only) {
    if (functions.some((found) => found.name === name)) continue;
    const names = functions.slice(0, 10).map((found) => found.name);
    throw new UsageError(`--only: there is no function ${name}; there is ${names.join(", ")}`);
  }
  return only.length === 0 ? functions : functions.filter(({ name }) => only.includes(name));
}

function layerNames({ layers }: FoundFunction): readonly string[] {
  return layers.flatMap(({ name, arn }) => (arn === null ? [name] : [name, arn]));
}

/** @throws UsageError for a name that nothing has: it would have no effect. */
function placesOf(
  option: string,
  pairs: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, string> {
  const places = mapOf(option, pairs);
  for (const name of places.keys()) {
    const what = option === "layer-at" ? "layer" : "function";
    if (!names.includes(name)) throw new UsageError(`--${option}: no ${what} has the name ${name}`);
  }
  return places;
}

/** An ARN has no equals sign, so the first one ends the name. */
function mapOf(option: string, pairs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(Object.entries(assignments(option, pairs)));
}
