/**
 * `outcrop dashboard --preview` draws the CloudWatch dashboard from exported logs; `--body` writes its body for
 * `aws cloudwatch put-dashboard`.
 */
import { existsSync } from "node:fs";
import { drawDashboard, emptyCollection, previewPage } from "../cloudwatch/observability/preview/preview.ts";
import type { Collection } from "../cloudwatch/preview/collect.ts";
import type { Problem } from "../core/telemetry/log-event.ts";
import { readLogs } from "../incident/read/read-logs.ts";
import { counted } from "../page/counts.ts";
import { bodyRequest, writtenBody } from "./dashboard/body.ts";
import { checkOutput, outputFile, writeOutput } from "./shared/output.ts";
import { ProblemList } from "./shared/problem-list.ts";
import { helpOption, parseOptions, UsageError } from "./shared/usage.ts";

export const help = `Usage: outcrop dashboard --preview LOGS… [--out FILE] [--function NAME]
       outcrop dashboard --body (--log-group NAME… | --log-group-prefix TEXT) [options]

--preview draws the dashboard in docs/generated/observability.yaml from logs, as one HTML page.
The page works offline and without an AWS account. A click on a column's name sorts a table.

  --preview LOGS     files or folders of exported logs, or - for stdin: Outcrop's lines,
                     the output of aws logs, S3 exports, plain or gzip
  --out FILE         the file to write (default: outcrop-dashboard.html, and stdout for
                     --body; - for stdout)
  --function NAME    show one function. NAME is what you would type into the dashboard's
                     box: a function's name or one word of it
  --title TEXT       the page's heading (default: Outcrop)
  --help             show this text

--body writes the same dashboard as JSON for aws cloudwatch put-dashboard. It names each log
group, as the dashboard's reference documents it; a query takes at most 50.

  --log-group NAME   a log group of functions that have the layer; repeat it for more
  --log-group-prefix TEXT
                     every log group that starts with TEXT. Asks AWS, with the AWS SDK
                     (npm install @aws-sdk/client-cloudwatch-logs); may be repeated
  --region NAME      the region (default: AWS_REGION)
  --alarm ARN        an alarm to show; repeat it for more

Examples:
  outcrop dashboard --preview outcrop-demo/log.json --out dashboard.html
  aws logs filter-log-events --log-group-name /aws/lambda/orders |
    outcrop dashboard --preview - --out orders.html
  outcrop dashboard --body --log-group-prefix /aws/lambda/app- --out body.json

Exit codes: 0 success, 1 nothing to draw or a widget failed, 2 wrong usage, 3 the command failed.
`;

export const options = {
  preview: { type: "boolean", default: false },
  body: { type: "boolean", default: false },
  out: { type: "string" },
  function: { type: "string" },
  title: { type: "string", default: "Outcrop" },
  "log-group": { type: "string", multiple: true, default: [] as string[] },
  "log-group-prefix": { type: "string", multiple: true, default: [] as string[] },
  region: { type: "string" },
  alarm: { type: "string", multiple: true, default: [] as string[] },
  help: helpOption,
} as const;

/** @returns 0, or 1 when there is nothing to draw or a widget fails. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  if (values.preview === values.body)
    throw new UsageError(
      values.body
        ? "--preview and --body are two questions; ask one"
        : "--preview or --body is missing. To deploy the dashboard with its alarms, use " +
            "docs/generated/observability.yaml",
    );
  if (values.body) {
    if (positionals.length > 0) throw new UsageError(`--body takes no files, such as ${positionals[0]}`);
    const request = bodyRequest(values);
    const file = outputFile(values.out ?? "-");
    checkOutput(file);
    await writeOutput(await writtenBody(request), file);
    return 0;
  }
  if (positionals.length === 0)
    throw new UsageError("--preview needs files or folders of logs, or - for stdin");
  for (const path of positionals)
    if (path !== "-" && !existsSync(path)) throw new UsageError(`--preview: ${path} does not exist`);
  if (values.function !== undefined && !/^[\w-]{1,140}$/.test(values.function))
    throw new UsageError("--function may contain only letters, digits, - and _");
  const file = outputFile(values.out ?? "outcrop-dashboard.html");
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
