/** `outcrop diff`: what two sides load differently. */
import { existsSync } from "node:fs";
import { diffJson } from "../incident/diff/diff-json.ts";
import { diffText } from "../incident/diff/diff-text.ts";
import { diffOf } from "../incident/diff/pairs.ts";
import { type Selector, selectable, selected, selectorOf } from "../incident/diff/selector.ts";
import { type Side, sidesOf } from "../incident/diff/side.ts";
import { buildIncident } from "../incident/model/build.ts";
import type { Incident } from "../incident/model/model.ts";
import { listed } from "../page/counts.ts";
import { terminalPage } from "../page/text-page.ts";
import { capturedEvents } from "./shared/capture.ts";
import { writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { helpOption, parseOptions, UsageError } from "./shared/usage.ts";

export const help = `Usage: outcrop diff A B [options]

Lists what A and B load differently: packages that are added, removed, in another version
or from another place. A and B are each one of

  FILE                     a file or folder of logs, - for stdin, or the output of outcrop run --json
  FILE#function            one function in it
  FILE#function:version    one version of a function
  FILE#environment         one environment, by its 16 hex digits

Functions are compared by name. If each side has a single function, those two are compared.
If a function has loaded several sets of code, the one with most invocations is compared.
Name an environment to choose another.

  --json             print the differences as JSON
  --exit-code        exit with 1 if there are differences
  --help             show this text

Examples:
  outcrop diff yesterday.json.gz today.json.gz
  outcrop diff logs/#orders:6 logs/#orders:7
  outcrop run --function dist --json | outcrop diff - production.json

Exit codes: 0 success, 1 differences with --exit-code, 2 wrong usage, 3 a side could not be read.
`;

export const options = {
  json: { type: "boolean", default: false },
  "exit-code": { type: "boolean", default: false },
  help: helpOption,
} as const;

const nothingRead = 3;
const narrowest = 60;

export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  const [first, second, ...more] = positionals.map((text) => selectorOf(text, existsSync));
  if (first === undefined || second === undefined || more.length > 0)
    throw new UsageError("diff needs exactly two sides, such as outcrop diff good.json bad.json");
  if (first.of === "" || second.of === "")
    throw new UsageError("the # must be followed by a function, function:version or environment");
  if (first.path === "-" && second.path === "-") throw new UsageError("- can be used only once");

  const problems = new ProblemList((line) => void process.stderr.write(line));
  const left = await read(first, problems);
  const right = first.path === second.path ? left : await read(second, problems);
  problems.end();
  const sides = [sideOf(first, left), sideOf(second, right)] as const;
  if (sides[0].length === 0 || sides[1].length === 0) return nothingRead;

  const diff = diffOf(sides[0], sides[1]);
  const gaps = [
    { name: first.text, gaps: left.gaps },
    ...(left === right ? [] : [{ name: second.text, gaps: right.gaps }]),
  ];
  const page = terminalPage(process.stdout, process.env, narrowest);
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

/** Empty, with a message on stderr, if the side does not show what was loaded. */
function sideOf(selector: Selector, { environments }: Incident): readonly Side[] {
  const chosen = selected(selector, environments);
  const sides = sidesOf(chosen);
  if (sides.length > 0) return sides;
  new ProblemList((line) => void process.stderr.write(line)).add({
    file: selector.path,
    line: 1,
    message: emptyReason(selector, environments, chosen),
  });
  return [];
}

function emptyReason(
  selector: Selector,
  environments: Incident["environments"],
  chosen: Incident["environments"],
): string {
  if (environments.length === 0)
    return "no Outcrop lines found; expected exported logs of a function that has the layer";
  if (chosen.length === 0) {
    const names = listed(selectable(environments), 10);
    return `${selector.of} is not in this file; use an environment or one of ${names}`;
  }
  return "no Outcrop invocation lines found, so what was loaded is unknown";
}
