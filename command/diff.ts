/** `outcrop diff`: what is loaded differently. */
import { existsSync } from "node:fs";
import { diffJson } from "../incident/diff/diff-json.ts";
import { diffText } from "../incident/diff/diff-text.ts";
import { diffOf } from "../incident/diff/pairs.ts";
import { type Selector, selectable, selected, selectorOf } from "../incident/diff/selector.ts";
import { type Side, sidesOf } from "../incident/diff/side.ts";
import { buildIncident } from "../incident/model/build.ts";
import type { Incident } from "../incident/model/model.ts";
import { listed } from "../incident/report/words/counts.ts";
import { terminalPage } from "../page/text-page.ts";
import { capturedEvents } from "./shared/capture.ts";
import { writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { parseOptions, UsageError } from "./shared/usage.ts";

const help = `Usage: outcrop diff A B [options]

What is loaded differently: packages added, removed, in another version or from another
place. A and B are each one of

  FILE                     a file or folder of logs, - for stdin, or what outcrop run --json printed
  FILE#function            one function of it
  FILE#function:version    one version of it
  FILE#environment         one environment, by its 16 hex digits

Functions are compared by name; where each side has one, these two. Of several sets of loaded
code the one with most invocations is taken: choose an environment for another.

  --json             print the differences as JSON
  --exit-code        exit with 1 where something differs
  --help             this text

Examples:
  outcrop diff yesterday.json.gz today.json.gz
  outcrop diff logs/#orders:6 logs/#orders:7
  outcrop run --function dist --json | outcrop diff - production.json

Exit codes: 0 compared, 1 differences with --exit-code, 2 called wrongly, 3 a side could not be read.
`;

export const options = {
  json: { type: "boolean", default: false },
  "exit-code": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const NOTHING_READ = 3;
const NARROWEST = 60;

export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [first, second, ...more] = positionals.map((text) => selectorOf(text, existsSync));
  if (first === undefined || second === undefined || more.length > 0)
    throw new UsageError("diff: two of files, or parts of them: outcrop diff A B");
  if (first.of === "" || second.of === "")
    throw new UsageError("diff: after # a function, function:version or environment");
  if (first.path === "-" && second.path === "-") throw new UsageError("diff: - can be read once only");

  const problems = new ProblemList((line) => void process.stderr.write(line));
  const left = await read(first, problems);
  const right = first.path === second.path ? left : await read(second, problems);
  problems.end();
  const sides = [sideOf(first, left), sideOf(second, right)] as const;
  if (sides[0].length === 0 || sides[1].length === 0) return NOTHING_READ;

  const diff = diffOf(sides[0], sides[1]);
  const gaps = [
    { name: first.text, gaps: left.gaps },
    ...(left === right ? [] : [{ name: second.text, gaps: right.gaps }]),
  ];
  const page = terminalPage(process.stdout, process.env, NARROWEST);
  await writeOutput(
    values.json ? diffJson(diff, gaps) : diffText(diff, [first.text, second.text], gaps, page),
    undefined,
  );
  const differs =
    diff.onlyLeft.length + diff.onlyRight.length > 0 || diff.pairs.some(({ changes }) => changes.length > 0);
  return values["exit-code"] && differs ? 1 : 0;
}

function read({ path }: Selector, problems: ProblemList): Promise<Incident> {
  const onProblem = problems.add.bind(problems);
  return buildIncident(capturedEvents([path], { onProblem, signal: new AbortController().signal }), {
    onProblem,
  });
}

/** Empty, with a word on stderr, where nothing of it tells what was loaded. */
function sideOf(selector: Selector, { environments }: Incident): readonly Side[] {
  const chosen = selected(selector, environments);
  const sides = sidesOf(chosen);
  if (sides.length > 0) return sides;
  const reason =
    environments.length === 0
      ? "no line of Outcrop's in it; expected exported logs of a function that has the layer"
      : chosen.length === 0
        ? `nothing in it is called ${selector.of}; expected one of ${listed(selectable(environments), 10)}, or an environment`
        : "no invocation line of Outcrop's in it, so what was loaded is not known";
  new ProblemList((line) => void process.stderr.write(line)).add({
    file: selector.path,
    line: 1,
    message: reason,
  });
  return [];
}
