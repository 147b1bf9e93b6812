/** `outcrop dashboard --preview`: draws the CloudWatch dashboard from exported logs. */
import { existsSync } from "node:fs";
import { drawDashboard, emptyCollection, previewPage } from "../cloudwatch/observability/preview/preview.ts";
import type { Collection } from "../cloudwatch/preview/collect.ts";
import type { Problem } from "../core/telemetry/log-event.ts";
import { readLogs } from "../incident/read/read-logs.ts";
import { counted } from "../incident/report/words/counts.ts";
import { checkOutput, outputFile, writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { helpOption, parseOptions, UsageError } from "./shared/usage.ts";

export const help = `Usage: outcrop dashboard --preview LOGS… [--out FILE] [--function NAME]

Draws the dashboard in docs/generated/observability.yaml from logs, as one HTML page.
The page works offline, without an AWS account and without scripts.

  --preview LOGS     files or folders of exported logs, or - for stdin: Outcrop's lines,
                     the output of aws logs, S3 exports, plain or gzip
  --out FILE         the page to write (default: outcrop-dashboard.html; - for stdout)
  --function NAME    show one function. NAME is what you would type into the dashboard's
                     box: a function's name or one word of it
  --title TEXT       the page's heading (default: Outcrop)
  --help             show this text

Examples:
  outcrop dashboard --preview dist/demo/telemetry.jsonl --out dist/demo/dashboard.html
  aws logs filter-log-events --log-group-name /aws/lambda/orders |
    outcrop dashboard --preview - --out orders.html

Exit codes: 0 success, 1 nothing to draw or a widget failed, 2 wrong usage, 3 the command failed.
`;

export const options = {
  preview: { type: "boolean", default: false },
  out: { type: "string", default: "outcrop-dashboard.html" },
  function: { type: "string" },
  title: { type: "string", default: "Outcrop" },
  help: helpOption,
} as const;

/** @returns 0, or 1 when there is nothing to draw or a widget fails. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  if (!values.preview)
    throw new UsageError(
      "--preview is missing. To deploy the dashboard, use docs/generated/observability.yaml",
    );
  if (positionals.length === 0)
    throw new UsageError("--preview needs files or folders of logs, or - for stdin");
  for (const path of positionals)
    if (path !== "-" && !existsSync(path)) throw new UsageError(`--preview: ${path} does not exist`);
  if (values.function !== undefined && !/^[\w-]{1,140}$/.test(values.function))
    throw new UsageError("--function may contain only letters, digits, - and _");
  const file = outputFile(values.out);
  checkOutput(file);

  const { collection, problemCount } = await collect(positionals);
  if (collection.events.length === 0) {
    process.stderr.write("outcrop: the input does not contain any log events\n");
    return 1;
  }
  const widgets = drawDashboard(collection, values.function ?? null);
  const notes = notesOn(collection, problemCount, values.function);
  await writeOutput(previewPage(widgets, collection, { title: values.title, notes }), file);
  const failures = widgets.flatMap((widget) =>
    widget.kind === "failed" ? [`${widget.title ?? "a text widget"}: ${widget.reason}`] : [],
  );
  for (const reason of failures) process.stderr.write(`outcrop: cannot draw ${reason}\n`);
  return failures.length > 0 ? 1 : 0;
}

async function collect(
  paths: readonly string[],
): Promise<{ readonly collection: Collection; readonly problemCount: number }> {
  const collection = emptyCollection();
  const problems = new ProblemList((line) => void process.stderr.write(line));
  const onProblem = (problem: Problem): void => problems.add(problem);
  for await (const events of readLogs(paths, { onProblem }))
    for (const event of events) collection.add(event);
  problems.end();
  collection.finish();
  return { collection, problemCount: problems.count };
}

function notesOn(collection: Collection, problemCount: number, functionName: string | undefined): string[] {
  const { range } = collection;
  return [
    ...(functionName === undefined
      ? []
      : [`This page shows only functions named ${functionName}, as the dashboard's box would.`]),
    ...(range !== null && range.end - range.start < 3_600_000
      ? [
          "These logs cover less than an hour. " +
            "Points are closer together than CloudWatch's shortest period of one minute.",
        ]
      : []),
    ...(collection.reports === 0 && collection.lines > 0
      ? [
          "These logs do not contain the platform's REPORT lines. " +
            "Invocations and errors are Outcrop's count, and init durations are missing.",
        ]
      : []),
    ...(collection.assumedLogGroups
      ? ["These lines do not name a log group. The page assumes /aws/lambda/ and the function's name."]
      : []),
    ...(problemCount > 0
      ? [
          `${counted(problemCount, "place")} in the logs could not be read. ` +
            "The command listed them when it wrote this page.",
        ]
      : []),
    ...(collection.metrics.leftOut > 0
      ? [`The logs have more than 20,000 metrics. ${collection.metrics.leftOut} values are left out.`]
      : []),
    ...collection.invalidEmf
      .slice(0, 3)
      .map((problem) => `CloudWatch would reject the metrics of ${problem}.`),
  ];
}
