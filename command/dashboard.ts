/** `outcrop dashboard --preview`: the CloudWatch dashboard, drawn from emitted lines. */
import { existsSync } from "node:fs";
import { drawDashboard, emptyCollection, previewPage } from "../cloudwatch/observability/preview/preview.ts";
import type { Collected } from "../cloudwatch/preview/collect.ts";
import { readLogs } from "../incident/read/read-logs.ts";
import { checkOutput, writeOutput } from "./shared/output.ts";
import { parseOptions, UsageError } from "./shared/usage.ts";

const help = `Usage: outcrop dashboard --preview LOGS… [--out FILE] [--function NAME]

Draws the dashboard of docs/generated/observability.yaml from logs, as one HTML page
that needs no account, no network and no script.

  --preview LOGS     a file or folder of exported logs, - for stdin; more may follow.
                     Outcrop's raw lines, what aws logs prints, S3 exports, gzip: all are read
  --out FILE         the page (default: outcrop-dashboard.html; - for stdout)
  --function NAME    one function, or a word of its name, as typed into the dashboard's box
  --title TEXT       the page's heading (default: Outcrop)
  --help             this text

Examples:
  outcrop dashboard --preview dist/demo/telemetry.jsonl --out dist/demo/dashboard.html
  aws logs filter-log-events --log-group-name /aws/lambda/orders | outcrop dashboard --preview - --out orders.html

Exit code: 0 drawn, 1 nothing to draw or a widget that could not be, 2 called wrongly.
`;

export const options = {
  preview: { type: "boolean", default: false },
  out: { type: "string", default: "outcrop-dashboard.html" },
  function: { type: "string" },
  title: { type: "string", default: "Outcrop" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** More of them say nothing new. */
const MAX_PROBLEMS = 20;

/** @returns 0, or 1 when there was nothing to draw. @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (!values.preview)
    throw new UsageError(
      "--preview is missing; the dashboard itself is deployed by docs/generated/observability.yaml",
    );
  if (positionals.length === 0)
    throw new UsageError("--preview: files or folders of logs are missing, or - for stdin");
  for (const path of positionals)
    if (path !== "-" && !existsSync(path)) throw new UsageError(`--preview: no file or folder ${path}`);
  if (values.function !== undefined && !/^[\w-]{1,140}$/.test(values.function))
    throw new UsageError("--function: letters, digits, - and _, as in a function's name");
  if (values.out === "") throw new UsageError("--out: the name of a file, or - for stdout");
  const file = values.out === "-" ? undefined : values.out;
  checkOutput(file);

  const { collected, problems } = await collect(positionals);
  if (collected.events.length === 0) {
    process.stderr.write("outcrop: no log events in what was given\n");
    return 1;
  }
  const drawn = drawDashboard(collected, values.function ?? null);
  const notes = notesOn(collected, problems, values.function);
  await writeOutput(previewPage(drawn, collected, { title: values.title, notes }), file);
  const failed = drawn.flatMap((widget) =>
    widget.kind === "failed" ? [`${widget.title ?? "a text"}: ${widget.reason}`] : [],
  );
  for (const reason of failed) process.stderr.write(`outcrop: not drawn: ${reason}\n`);
  return failed.length > 0 ? 1 : 0;
}

async function collect(paths: readonly string[]): Promise<{ collected: Collected; problems: number }> {
  const collected = emptyCollection();
  let problems = 0;
  const onProblem = ({
    file,
    line,
    message,
  }: {
    readonly file: string;
    readonly line: number;
    readonly message: string;
  }) => {
    if (++problems <= MAX_PROBLEMS) process.stderr.write(`outcrop: ${file}:${line}: ${message}\n`);
  };
  for await (const events of readLogs(paths, { onProblem })) for (const event of events) collected.add(event);
  if (problems > MAX_PROBLEMS) process.stderr.write(`outcrop: ${problems - MAX_PROBLEMS} more like these\n`);
  collected.finish();
  return { collected, problems };
}

function notesOn(collected: Collected, problems: number, functionName: string | undefined): string[] {
  const { range } = collected;
  return [
    ...(functionName === undefined
      ? []
      : [`Only functions named ${functionName}, where the dashboard's box would choose them.`]),
    ...(range !== null && range.end - range.start < 3_600_000
      ? [
          "These logs cover less than an hour: points are closer than CloudWatch's shortest period of a minute, so that the run can be read.",
        ]
      : []),
    ...(collected.reports === 0 && collected.lines > 0
      ? [
          "The platform's own lines (REPORT) are not in these logs: invocations and errors are Outcrop's count, and there are no init durations.",
        ]
      : []),
    ...(collected.assumedLogGroups
      ? ["These lines name no log group: /aws/lambda/ and the function's name is taken for it."]
      : []),
    ...(problems > 0
      ? [
          `${problems} places in the logs could not be read; what was printed when this page was made names them.`,
        ]
      : []),
    ...(collected.metrics.leftOut > 0
      ? [`${collected.metrics.leftOut} values of metrics beyond the first 20000 metrics are left out.`]
      : []),
    ...collected.invalidEmf
      .slice(0, 3)
      .map((problem) => `CloudWatch would refuse the metrics of ${problem}.`),
  ];
}
