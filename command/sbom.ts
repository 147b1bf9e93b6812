/** `outcrop sbom`: a bill of materials of what a function has, or of what ran. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { copiesOnDisk } from "../check/sbom.ts";
import { plainLines, plainText } from "../core/telemetry/plain-text.ts";
import { buildIncident } from "../incident/model/build.ts";
import { copiesInLogs } from "../incident/report/loaded-copies.ts";
import { outcropVersion } from "../incident/report/version.ts";
import { andList } from "../page/counts.ts";
import { cycloneDx, type Sbom } from "../page/cyclonedx.ts";
import { openedFunctions } from "./check/opened-functions.ts";
import { checkUse, givenOptions } from "./check/option-use.ts";
import { choices, help, options } from "./sbom/options.ts";
import { capturedEvents } from "./shared/capture.ts";
import { checkOutput, outputFile, writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { parseOptions, UsageError } from "./shared/usage.ts";

export { choices, help, options };

type Values = ReturnType<typeof parsed>["values"];

interface Found {
  readonly sboms: readonly Sbom[];
  /** A sentence each. */
  readonly problems: readonly string[];
}

const incomplete = 3;

/** @returns 0 or 3, as the help says. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals, tokens } = parsed(parameters);
  const given = givenOptions(tokens);
  const isFolder = isFolderName(values.out);
  const out = isFolder ? values.out : outputFile(values.out);
  checkOutput(isFolder ? join(values.out, "x") : out);
  const { sboms, problems } =
    values.logs.length > 0
      ? await fromLogs(values, positionals, given)
      : await fromInputs(values, positionals, given);
  for (const text of problems) process.stderr.write(`outcrop: ${plainText(text)}\n`);
  if (sboms.length === 0) return incomplete;
  if (!isFolder && sboms.length > 1)
    throw new UsageError(
      `there are ${sboms.length} functions (${andList(sboms.map(({ name }) => name))}): choose one with ` +
        "--only, or name a folder such as --out sboms/",
    );
  for (const sbom of sboms) {
    const text = `${plainLines(JSON.stringify(cycloneDx(sbom), null, 2))}\n`;
    await writeOutput(text, isFolder ? join(values.out, `${fileName(sbom.name)}.cdx.json`) : out);
  }
  return problems.length > 0 ? incomplete : 0;
}

function parsed(parameters: readonly string[]) {
  return parseOptions({ args: [...parameters], options, allowPositionals: true, tokens: true } as const);
}

async function fromInputs(
  values: Values,
  positionals: readonly string[],
  given: readonly string[],
): Promise<Found> {
  checkUse(given, options);
  const sboms: Sbom[] = [];
  const problems: string[] = [];
  for await (const opened of openedFunctions("list", values, positionals)) {
    if (opened.kind === "unopened") {
      problems.push(`${opened.name} was not read. ${opened.why.join(" ")}`);
      continue;
    }
    const { name, runtime, arch, runtimeSource } = opened.input;
    try {
      const { copies, version, unread } = copiesOnDisk(opened.input);
      problems.push(...unread.map((why) => `${name}: ${why}`));
      const facts = { runtime, arch, ...(runtimeSource && { runtimeFiles: runtimeSource }) };
      sboms.push({ name, version, facts, copies, phase: "post-build", at: Date.now(), ...made() });
    } catch (error) {
      problems.push(`${name} was not read: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  return { sboms, problems };
}

async function fromLogs(
  { logs, only }: Values,
  positionals: readonly string[],
  given: readonly string[],
): Promise<Found> {
  const idle = given.find((name) => !["logs", "only", "out"].includes(name));
  if (idle !== undefined) throw new UsageError(`--${idle} does nothing with --logs`);
  if (positionals.length > 0) throw new UsageError(`sbom takes --logs or a project, not both`);
  const problemList = new ProblemList((line) => void process.stderr.write(line));
  const onProblem = problemList.add.bind(problemList);
  const events = capturedEvents(logs, { onProblem, signal: new AbortController().signal });
  const found = copiesInLogs((await buildIncident(events, { onProblem })).environments);
  problemList.end();
  for (const name of only)
    if (!found.some(({ functionName }) => functionName === name))
      throw new UsageError(`--only: the logs have no lines of Outcrop about a function ${name}`);
  const chosen = found.filter(({ functionName }) => only.length === 0 || only.includes(functionName));
  const sboms = chosen.map(({ functionName: name, functionVersion, copies, at }): Sbom => {
    const version = functionVersion === "$LATEST" ? null : functionVersion;
    return { name, version, facts: {}, copies, phase: "operations", at, ...made() };
  });
  const none = "The logs have no lines of Outcrop; expected logs of a function that has the layer.";
  return { sboms, problems: sboms.length === 0 ? [none] : [] };
}

function made(): Pick<Sbom, "outcropVersion"> {
  return { outcropVersion: outcropVersion() };
}

function isFolderName(out: string): boolean {
  return out.endsWith("/") || statSync(out, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Names of functions in templates and logs may be anything. */
function fileName(name: string): string {
  return (
    name
      .replace(/[^A-Za-z0-9._-]/g, "_")
      .replace(/^\.+/, "_")
      .slice(0, 200) || "function"
  );
}
