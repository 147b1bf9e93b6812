/** `outcrop layer diff`: what changed from one layer to the next, and the step of a version that it makes. */
import { statSync } from "node:fs";
import { openTree } from "../../check/lambda/open-tree.ts";
import { type Runtime, runtimeOf } from "../../check/lambda/runtime.ts";
import type { Tree } from "../../check/lambda/tree.ts";
import { type DiffedLayers, layerDiff } from "../../check/layer-diff/layer-diff.ts";
import { jsonReport } from "../../check/layer-diff/report/json.ts";
import { markdownReport } from "../../check/layer-diff/report/markdown.ts";
import { failLevels, reportOf } from "../../check/layer-diff/report/report.ts";
import { terminalReport } from "../../check/layer-diff/report/terminal.ts";
import { valid } from "../../check/layer-diff/semver.ts";
import { isWrongFolder } from "../../check/layer-diff/wrong-folder.ts";
import { lambdaPolicies } from "../../core/native/policy/lambda-policies.ts";
import { plainText } from "../../core/telemetry/plain-text.ts";
import { outcropVersion } from "../../incident/report/version.ts";
import { checkOutput, outputFile, writeOutput } from "../shared/output.ts";
import { textFormats, textIn } from "../shared/text-formats.ts";
import { helpOption, oneOf, parseOptions, UsageError } from "../shared/usage.ts";
import { layerNameOf, layerNameOfPath } from "./layer-name.ts";

export const help = `Usage: outcrop layer diff OLD NEW [options]

Says what changed from one layer to the next, and which step of a semantic version that
makes: major, minor or patch, with the reason for each. OLD and NEW are zips or folders, as
they are in /opt. Nothing of them is run.

  --name NAME         the layer's name, as Lambda takes it (default: from NEW's file name)
  --from-version V    the version of OLD, such as 1.4.2: the version of NEW follows
  --public NAME       a package that functions are meant to import; repeat for more. Others
                      count one step less (default: what nodejs/package.json in the layers
                      depends on; without one, everything at the top of node_modules)
  --runtime NAME      a runtime that the layer is for; repeat for more (default: all of
                      ${lambdaPolicies.map(({ runtime }) => runtime).join(", ")})
  --fail-on STEP      major, minor, patch or never (default): the lowest step that fails
  --all               terminal: leave nothing out
  --format NAME       terminal (default), json or markdown (for a pull request)
  --out FILE          write to FILE, or to stdout for -
  --help              show this text

Example:
  outcrop layer diff layers/utils-7.zip layers/utils.zip --name utils --from-version 1.4.2

Exit codes: 0 the step is below --fail-on, 1 it is not, 2 wrong usage, 3 a layer or a file
in it could not be read, or a layer has packages only where no runtime looks.
`;

export const options = {
  name: { type: "string" },
  "from-version": { type: "string" },
  public: { type: "string", multiple: true, default: [] as string[] },
  runtime: { type: "string", multiple: true, default: [] as string[] },
  "fail-on": { type: "string", default: "never" },
  all: { type: "boolean", default: false },
  format: { type: "string", default: "terminal" },
  out: { type: "string" },
  help: helpOption,
} as const;

export const choices = {
  format: textFormats,
  "fail-on": failLevels,
  runtime: lambdaPolicies.map(({ runtime }) => runtime),
};

/** @returns 0, 1 or 3, as the help says. @throws UsageError, and Error for a layer that cannot be read */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  const [oldPath, newPath, ...more] = positionals;
  if (oldPath === undefined || newPath === undefined || more.length > 0)
    throw new UsageError("layer diff needs two layers, such as outcrop layer diff old.zip new.zip");
  const format = oneOf("format", values.format, textFormats);
  const failOn = oneOf("fail-on", values["fail-on"], failLevels);
  const runtimes = runtimesOf(values.runtime);
  const fromVersion = values["from-version"] === undefined ? null : valid(values["from-version"]);
  if (fromVersion === null && values["from-version"] !== undefined)
    throw new UsageError(
      `--from-version must be a version such as 1.4.2, not ${values["from-version"] || "empty"}`,
    );
  const name = values.name === undefined ? layerNameOfPath(newPath) : layerNameOf(values.name);
  const file = values.out === undefined ? undefined : outputFile(values.out);
  checkOutput(file);
  for (const path of [oldPath, newPath]) needsToExist(path);

  const problems = new Map<string, string>();
  const trees = [await openTree(oldPath), await openTree(newPath)] as const;
  try {
    const diff = layerDiff(...trees, {
      runtimes,
      publicNames: values.public.length === 0 ? null : new Set(values.public),
      onProblem: ({ path, what }) => void problems.set(path, what),
    });
    needsPublic(values.public, diff);
    const unjudged = [...wrongFolders(trees, diff), ...unjudgedOf(problems)];
    const report = reportOf(diff, unjudged, {
      name,
      oldName: oldPath,
      newName: newPath,
      newIsFolder: trees[1].zip === undefined,
      fromVersion,
      runtimes: runtimes.map(({ name }) => name),
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
    for (const tree of trees) tree.close();
  }
}

/** @throws UsageError */
function runtimesOf(names: readonly string[]): readonly Runtime[] {
  const known = lambdaPolicies.map(({ runtime }) => runtime);
  return (names.length === 0 ? known : [...new Set(names)]).map((name) => {
    const runtime = runtimeOf(oneOf("runtime", name, known));
    if (runtime === null) throw new UsageError(`--runtime: ${name} is not known`);
    return runtime;
  });
}

/** @throws UsageError for a package of neither layer */
function needsPublic(names: readonly string[], { old, now }: DiffedLayers): void {
  const known = new Set([...old.packages.values(), ...now.packages.values()].map(({ name }) => name));
  for (const name of names)
    if (!known.has(name)) throw new UsageError(`--public: neither layer has the package ${name || '""'}`);
}

function wrongFolders(trees: readonly [Tree, Tree], { old, now }: DiffedLayers): readonly string[] {
  return [old, now].flatMap((contents, index) =>
    isWrongFolder(contents)
      ? `No runtime looks into the folders of the packages in ${trees[index]?.name}. ` +
        "The layer's top folder is the one that Lambda puts at /opt."
      : [],
  );
}

/** Packages have files that are bad on purpose, for their own tests: only what cannot be read is not judged. */
function unjudgedOf(problems: ReadonlyMap<string, string>): readonly string[] {
  return [...problems].flatMap(([path, what]) =>
    what.startsWith("cannot be read") ? `${path} ${what}.` : [],
  );
}

function needsToExist(path: string): void {
  let isThere: boolean;
  try {
    isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // It cannot be read, which differs from wrong usage.
    return;
  }
  if (!isThere) throw new UsageError(`${plainText(path)}: there is no such file or folder`);
}
