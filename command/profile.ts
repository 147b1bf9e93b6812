/** `outcrop profile`: what is in a managed runtime, by what functions have loaded from it. */
import { type Observed, observedProfiles } from "../check/profile/observed.ts";
import { profileJson } from "../check/profile/profile-file.ts";
import { isNodeRuntime } from "../check/profile/runtime-profile.ts";
import { buildIncident } from "../incident/model/build.ts";
import type { Environment } from "../incident/model/model.ts";
import { capturedEvents } from "./shared/capture.ts";
import { checkOutput, outputFile, writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { runtimeNameOf } from "./shared/runtime-name.ts";
import { helpOption, parseOptions, UsageError } from "./shared/usage.ts";

export const help = `Usage: outcrop profile LOGS… [options]

Makes a profile of the managed runtime from Outcrop's own lines: which packages functions
loaded from /var/runtime, and in which version. outcrop check --profile reads it.
LOGS are files or folders of exported logs, or - for stdin.

  --out FILE          write to FILE
  --help              show this text

Example:
  outcrop profile logs/ --out runtime.json
  outcrop check cdk.out --profile runtime.json

Exit codes: 0 success, 2 wrong usage, 3 the logs do not show what was loaded from a runtime.
`;

export const options = {
  out: { type: "string" },
  help: helpOption,
} as const;

const nothingFound = 3;

/** @returns 0 or 3, as the help says. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError("profile needs logs, such as outcrop profile logs/");
  const out = values.out === undefined ? undefined : outputFile(values.out);
  checkOutput(out);
  const problems = new ProblemList((line) => void process.stderr.write(line));
  const onProblem = problems.add.bind(problems);
  const events = capturedEvents(positionals, { onProblem, signal: new AbortController().signal });
  const { environments } = await buildIncident(events, { onProblem });
  problems.end();
  const profiles = observedProfiles(environments.flatMap((each) => observedIn(each) ?? []));
  if (profiles.length === 0) {
    process.stderr.write(`outcrop: ${reason(environments)}\n`);
    return nothingFound;
  }
  await writeOutput(profileJson(profiles), out);
  return 0;
}

/** Null where an environment does not say which runtime it had. */
export function observedIn(environment: Environment): Observed | null {
  const { runtimeVersion, loads, last } = environment;
  const runtime = runtimeNameOf(environment);
  if (runtime === null || !isNodeRuntime(runtime)) return null;
  const copies = loads.flatMap((load) => load.copies).filter(({ root }) => root === "runtime");
  const packages = copies.map(({ package: name, version, path }) => ({ name, version, path }));
  return { runtime, release: runtimeVersion, at: last, packages };
}

function reason(environments: readonly Environment[]): string {
  if (environments.length === 0)
    return "no Outcrop lines found; expected exported logs of a function that has the layer";
  return "nothing in these logs was loaded from a runtime; a function that uses the runtime's SDK shows it";
}
