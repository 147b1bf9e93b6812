/** `outcrop what-if`: what happens to each function when a layer takes the place of another one. */
import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { openTree } from "../check/lambda/open-tree.ts";
import { runtimeOf } from "../check/lambda/runtime.ts";
import type { Tree } from "../check/lambda/tree.ts";
import { judgeFunction } from "../check/what-if/judge-function.ts";
import { isNamed, layersOf } from "../check/what-if/layers.ts";
import type { NamesUsed } from "../check/what-if/name-reasons.ts";
import { namesUsedIn } from "../check/what-if/names-used.ts";
import { jsonReport } from "../check/what-if/report/json.ts";
import { markdownReport } from "../check/what-if/report/markdown.ts";
import { failLevels, reportOf } from "../check/what-if/report/report.ts";
import { terminalReport } from "../check/what-if/report/terminal.ts";
import type { SeenFunction } from "../check/what-if/seen.ts";
import { lambdaPolicies } from "../core/native/policy/lambda-policies.ts";
import type { Problem } from "../core/telemetry/log-event.ts";
import { buildIncident } from "../incident/model/build.ts";
import { outcropVersion } from "../incident/report/version.ts";
import { listed } from "../page/counts.ts";
import { capturedEvents } from "./shared/capture.ts";
import { assignments } from "./shared/option-values.ts";
import { checkOutput, outputFile, writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { textFormats, textIn } from "./shared/text-formats.ts";
import { helpOption, oneOf, parseOptions, UsageError } from "./shared/usage.ts";
import { seenInLocks } from "./what-if/seen-in-locks.ts";
import { seenInLogs } from "./what-if/seen-in-logs.ts";
import { seenInRows } from "./what-if/seen-in-rows.ts";

export const help = `Usage: outcrop what-if --layer NEW --logs LOGS|--rows FILE|--locks DIR [options]

Says what happens to each function in logs, rows or locks if the layer NEW takes the place of the
one that the functions have: which ones break, which are at risk, and which findings come
and go. It judges what production really loaded, and runs nothing.

  --layer ZIP|DIR     the new layer
  --logs PATH         a file or folder of exported logs, or - for stdin; repeat for more
  --rows FILE         what the question what-if answers: the CSV of Athena, or the JSON or CSV of
                      outcrop query --ask what-if; repeat for more. For fleets whose logs are
                      too many to read
  --locks PATH        an outcrop.lock.json, or a folder with some; repeat for more. A lock says
                      what is there, and not what is loaded: the functions are at risk then
  --replaces OLD      the old layer: its zip or folder, or its name as the lines have it
                      (shop-utils, or shop-utils:7). Without it, a copy counts as the old
                      layer's where NEW has a package in the same folder
  --code NAME=ZIP|DIR the code of a function: then the names that it uses are looked up;
                      repeat for more
  --fail-on OUTCOME   breaks (default), risk or never: the least outcome that fails
  --all               terminal: show every function, and all reasons
  --format NAME       terminal (default), json or markdown (for a pull request)
  --out FILE          write to FILE, or to stdout for -
  --help              show this text

Examples:
  outcrop what-if --layer layers/utils.zip --replaces layers/utils-7.zip --logs logs/
  outcrop query --db fleet.duckdb --ask what-if --format json > rows.json
  outcrop what-if --layer layers/utils.zip --replaces layers/utils-7.zip --rows rows.json

Exit codes: 0 no function is as bad as --fail-on, 1 one is, 2 wrong usage, 3 none is and a
function is not known, the logs, rows and locks do not show one, or a part of a layer could
not be read.
`;

export const options = {
  layer: { type: "string" },
  logs: { type: "string", multiple: true, default: [] as string[] },
  rows: { type: "string", multiple: true, default: [] as string[] },
  locks: { type: "string", multiple: true, default: [] as string[] },
  replaces: { type: "string" },
  code: { type: "string", multiple: true, default: [] as string[] },
  "fail-on": { type: "string", default: "breaks" },
  all: { type: "boolean", default: false },
  format: { type: "string", default: "terminal" },
  out: { type: "string" },
  help: helpOption,
} as const;

export const choices = { format: textFormats, "fail-on": failLevels };

const nothingRead = 3;
const maxLabels = 10;

/** @returns 0, 1 or 3, as the help says. @throws UsageError, and Error for a layer that cannot be read */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values } = parseOptions({ args: [...parameters], options });
  const { layer, replaces } = values;
  if (layer === undefined) throw new UsageError("what-if needs the new layer: --layer ZIP|DIR");
  if (values.logs.length + values.rows.length + values.locks.length === 0)
    throw new UsageError("what-if needs --logs, --rows or --locks");
  const format = oneOf("format", values.format, textFormats);
  const failOn = oneOf("fail-on", values["fail-on"], failLevels);
  const file = values.out === undefined ? undefined : outputFile(values.out);
  checkOutput(file);
  const codes = assignments("code", values.code);
  for (const path of [layer, ...Object.values(codes), ...values.locks]) needsToExist(path);
  if (replaces === "")
    throw new UsageError("--replaces is empty; it needs the old layer's zip, folder or name");
  const isFile = replaces !== undefined && existsSync(replaces);
  if (replaces !== undefined && !isFile && /[/\\]|\.zip$/.test(replaces))
    throw new UsageError(`--replaces ${replaces}: there is no such file or folder`);

  const problems = new ProblemList((line) => void process.stderr.write(line));
  const onProblem = problems.add.bind(problems);
  const seen = await seenFunctions(values, onProblem);
  problems.end();
  if (seen.length === 0) {
    const what =
      values.logs.length === 0
        ? "no row and no lock names a function"
        : "no Outcrop lines found; expected exported logs of functions that have the layer";
    process.stderr.write(`outcrop: ${what}\n`);
    return nothingRead;
  }
  for (const name of Object.keys(codes))
    if (!seen.some((one) => one.name === name))
      throw new UsageError(`--code ${name}: no function of this name is in the logs, rows or locks`);
  const labels = labelsIn(seen);
  if (replaces !== undefined && !isFile && labels.length > 0 && !labels.some((one) => isNamed(one, replaces)))
    throw new UsageError(
      `--replaces ${replaces}: no function has a layer of this name; the layers are ${listed(labels, maxLabels)}`,
    );

  const opened: Tree[] = [];
  const open = async (path: string): Promise<Tree> => {
    const tree = await openTree(path);
    opened.push(tree);
    return tree;
  };
  let isRead = true;
  try {
    const old = { tree: isFile ? await open(replaces) : null, label: isFile ? null : (replaces ?? null) };
    const runtimes = lambdaPolicies.flatMap(({ runtime }) => runtimeOf(runtime) ?? []);
    const layers = layersOf(await open(layer), old, runtimes, ({ path, what }) => {
      isRead = false;
      onProblem({ file: path, line: 1, message: what });
    });
    const used = new Map<string, NamesUsed>();
    for (const [name, path] of Object.entries(codes)) used.set(name, namesUsedIn(await open(path)));
    const verdicts = seen.map((one) => judgeFunction(one, layers, used.get(one.name) ?? null));
    const report = reportOf(verdicts, {
      isRead,
      layer: basename(layer).replace(/\.zip$/, ""),
      replaces: replaces ?? null,
      knownBy: isFile ? "files" : replaces === undefined || labels.length === 0 ? "folders" : "label",
      failOn,
      outcropVersion: outcropVersion(),
    });
    const text = textIn(format, file, {
      json: () => jsonReport(report),
      markdown: () => markdownReport(report),
      terminal: (page) => terminalReport(report, page, { all: values.all }),
    });
    await writeOutput(text, file);
    return report.exitCode;
  } finally {
    for (const tree of opened) tree.close();
  }
}

/** What was loaded says more than a lock does. */
async function seenFunctions(
  { logs, rows, locks }: Readonly<Record<"logs" | "rows" | "locks", readonly string[]>>,
  onProblem: (problem: Problem) => void,
): Promise<readonly SeenFunction[]> {
  const events = capturedEvents(logs, { onProblem, signal: new AbortController().signal });
  const loaded = logs.length === 0 ? [] : seenInLogs(await buildIncident(events, { onProblem }));
  const found = new Map(loaded.map((one) => [one.name, one]));
  for (const one of [...seenInRows(rows, onProblem), ...seenInLocks(locks, onProblem)])
    if (!found.has(one.name)) found.set(one.name, one);
  return [...found.values()];
}

/** The names of layers that lines and locks have. */
function labelsIn(seen: readonly SeenFunction[]): readonly string[] {
  const all = seen.flatMap(({ copies, layers }) => [
    ...copies.map(({ layer }) => layer),
    ...layers.map(({ label }) => label),
  ]);
  return [...new Set(all)].filter((label) => label !== null).sort();
}

function needsToExist(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined)
    throw new UsageError(`${path}: there is no such file or folder`);
}
