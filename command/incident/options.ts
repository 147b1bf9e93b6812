/** The options of `outcrop incident`. */
import type { Severity } from "../../core/findings/finding.ts";
import { severities } from "../../core/findings/rule/severity.ts";
import type { Lock } from "../../core/lock/lock.ts";
import type { Proof } from "../../incident/analysis/proof.ts";
import { readLockFile } from "../lock/lock-file.ts";
import { outputFile } from "../shared/output.ts";
import { timeOption } from "../shared/times.ts";
import { helpOption, oneOf, parseOptions, UsageError } from "../shared/usage.ts";
import { readProof } from "./proof.ts";

export const help = `Usage: outcrop incident FILES… | - [options]
       outcrop incident --good FILES… --bad FILES… [options]
       outcrop incident --log-group GROUP --since TIME [options]

Reports what collided, since when, what changed, how to fix it and how certain that is.
Reads logs in every format that CloudWatch exports: the output of aws logs, S3 exports,
Insights results, subscriptions and Firehose, plain, gzip or zip, and the output of
outcrop run --json. It also finds the lines in what other tools make of them: sam logs,
Datadog, Splunk, Loki, OpenSearch, PowerShell, mails. FILES are files or folders, or - for
stdin.

  --function NAME     read one function only
  --since TIME        read from TIME: 2026-03-14T03:00:00Z (UTC by default), or 30m, 2h, 3d ago
  --until TIME        read up to TIME
  --before TIME       compare: logs before TIME are good
  --after TIME        compare: logs from TIME are bad. Each of the two defaults to the other
  --good FILES…       compare: logs from before the incident
  --bad FILES…        compare: logs of the incident

  --log-group GROUP   fetch logs from CloudWatch Logs; repeat for more groups. Needs --since
                      and the package @aws-sdk/client-cloudwatch-logs
  --region NAME       the region of the log group (default: as the AWS SDK finds it)
  --save DIR          save the fetched logs, to read them again

  --proof FILE        a proof of the cause: the output of outcrop prove --json

  --lock FILE         a lock of outcrop lock: says what of each layer no function loaded

  --format NAME       terminal (default), markdown, ticket (a short Markdown), json, html
                      or sarif
  --out FILE          write to FILE. Its extension sets the format if --format is missing
  --docs-base URL     sarif: the URL under which docs/findings is published
  --fail-on SEVERITY  exit with 1 if there is a finding of this severity or above: error,
                      warning or info
  --progress          show progress, even if stderr is not a terminal
  --help              show this text

Press Ctrl-C once to stop reading and report what was read, twice to quit.

Examples:
  outcrop incident logs/ --since 2026-03-14T03:00:00Z --out incident.html
  aws logs filter-log-events --log-group-name /aws/lambda/orders | outcrop incident - --format markdown
  outcrop incident --log-group /aws/lambda/orders --since 2h --save logs
  outcrop incident logs/ --before 2026-03-14T03:12:00Z
  outcrop incident --good yesterday.json.gz --bad today.json.gz --fail-on error

Exit codes: 0 success, 1 a finding at or above --fail-on, 2 wrong usage, 3 nothing could be read.
`;

export const options = {
  function: { type: "string" },
  since: { type: "string" },
  until: { type: "string" },
  before: { type: "string" },
  after: { type: "string" },
  good: { type: "string", multiple: true },
  bad: { type: "string", multiple: true },
  "log-group": { type: "string", multiple: true, default: [] as string[] },
  region: { type: "string" },
  save: { type: "string" },
  proof: { type: "string" },
  lock: { type: "string" },
  format: { type: "string" },
  out: { type: "string" },
  "docs-base": { type: "string" },
  "fail-on": { type: "string" },
  progress: { type: "boolean", default: false },
  help: helpOption,
} as const;

const formats = ["terminal", "markdown", "ticket", "json", "html", "sarif"] as const;

export const choices = { format: formats, "fail-on": severities };

export type Format = (typeof formats)[number];

/** Where logs come from. */
export type Source =
  | { readonly kind: "files"; readonly files: readonly string[] }
  | { readonly kind: "good-and-bad"; readonly good: readonly string[]; readonly bad: readonly string[] }
  | {
      readonly kind: "live";
      readonly logGroups: readonly string[];
      readonly region: string | undefined;
      readonly save: string | undefined;
      readonly since: number;
      readonly until: number;
    };

export interface IncidentRequest {
  readonly source: Source;
  readonly functionName: string | undefined;
  readonly since: number | undefined;
  readonly until: number | undefined;
  /** Events before `before` are good. Events from `after` are bad. */
  readonly divide: { readonly before: number; readonly after: number } | null;
  /** What a replay proved; null without one. */
  readonly proof: Proof | null;
  /** What is in the functions' layers; null without one. */
  readonly lock: Lock | null;
  readonly format: Format;
  /** Undefined for stdout. */
  readonly out: string | undefined;
  readonly docsBase: string | undefined;
  readonly failOn: Severity | undefined;
  readonly progress: boolean;
}

/** @throws UsageError */
export function incidentRequest(parameters: readonly string[], now: number): IncidentRequest {
  const { values, tokens } = parseOptions({
    args: [...parameters],
    options,
    allowPositionals: true,
    tokens: true,
  });
  const time = (name: "since" | "until" | "before" | "after"): number | undefined => {
    const text = values[name];
    return text === undefined ? undefined : timeOption(name, text, now);
  };
  const [since, until, before, after] = [time("since"), time("until"), time("before"), time("after")];
  if (since !== undefined && until !== undefined && since >= until)
    throw new UsageError("--until must be later than --since");
  const split = before ?? after;
  if (split !== undefined && (before ?? split) > (after ?? split))
    throw new UsageError("--after must not be earlier than --before");
  const source = sourceOf(filesOf(tokens), values, since, until ?? now);
  if (split !== undefined && source.kind === "good-and-bad")
    throw new UsageError(
      "--before and --after split one set of logs; do not combine them with --good and --bad",
    );
  const out = values.out === undefined ? undefined : outputFile(values.out);
  const format = formatOf(values.format, out);
  const docsBase = values["docs-base"];
  if (docsBase !== undefined && !/^https?:$/.test(URL.parse(docsBase)?.protocol ?? ""))
    throw new UsageError("--docs-base must be a URL that begins with https://");
  return {
    source,
    functionName: values.function,
    since,
    until,
    divide: split === undefined ? null : { before: before ?? split, after: after ?? split },
    proof: values.proof === undefined ? null : readProof(values.proof),
    lock: values.lock === undefined ? null : readLockFile("--lock", values.lock).lock,
    format,
    out,
    docsBase,
    failOn: values["fail-on"] === undefined ? undefined : oneOf("fail-on", values["fail-on"], severities),
    progress: values.progress,
  };
}

const textEndings: ReadonlySet<string> = new Set(["txt", "text", "log", "out", "ansi"]);

/** @throws UsageError for a file that its ending says to be of another format */
function formatOf(name: string | undefined, out: string | undefined): Format {
  if (name !== undefined) return oneOf("format", name, formats);
  if (out === undefined) return "terminal";
  if (/\.(md|markdown)$/i.test(out)) return "markdown";
  if (/\.html?$/i.test(out)) return "html";
  if (/\.sarif(\.json)?$/i.test(out)) return "sarif";
  if (/\.json$/i.test(out)) return "json";
  const [, ending = ""] = /\.([a-z]{2,5})$/i.exec(out) ?? [];
  if (ending === "" || textEndings.has(ending.toLowerCase())) return "terminal";
  throw new UsageError(
    `--out ${out}: outcrop does not write .${ending} files. ` +
      "Choose a name that ends with .html, .md, .json, .sarif or .txt, or name a --format",
  );
}

type Files = Record<"files" | "good" | "bad", string[]>;
type Token = { readonly kind: string; readonly name?: string; readonly value?: string | boolean | undefined };

/**
 * All files after --good or --bad, up to the next option, belong to it: a shell expands a pattern to several.
 */
function filesOf(tokens: readonly Token[]): Files {
  const files: Files = { files: [], good: [], bad: [] };
  let current: keyof Files = "files";
  for (const { kind, name, value } of tokens) {
    if (kind === "option") current = name === "good" || name === "bad" ? name : "files";
    const isFile = kind === "positional" || (kind === "option" && current !== "files");
    if (isFile && typeof value === "string") files[current].push(value);
  }
  return files;
}

interface LiveValues {
  readonly "log-group": readonly string[];
  readonly region?: string | undefined;
  readonly save?: string | undefined;
}

function sourceOf(
  { files, good, bad }: Files,
  values: LiveValues,
  since: number | undefined,
  until: number,
): Source {
  const { "log-group": logGroups, region, save } = values;
  const kinds = [files.length > 0, good.length + bad.length > 0, logGroups.length > 0].filter(Boolean).length;
  if (kinds > 1)
    throw new UsageError("pass log files, or --good and --bad, or --log-group, but only one of these");
  if (kinds === 0) throw new UsageError("incident needs files or folders of logs, or - for stdin");
  if (logGroups.length === 0 && (save !== undefined || region !== undefined))
    throw new UsageError("--save and --region need --log-group");
  if ([...files, ...good, ...bad].filter((file) => file === "-").length > 1)
    throw new UsageError("- can be used only once");
  if (files.length > 0) return { kind: "files", files };
  if (logGroups.length === 0) {
    if (good.length === 0 || bad.length === 0)
      throw new UsageError("--good and --bad must be used together, each with files");
    return { kind: "good-and-bad", good, bad };
  }
  if (since === undefined) throw new UsageError("--log-group needs --since, such as --since 2h");
  if (since >= until) throw new UsageError("--since must be in the past");
  return { kind: "live", logGroups, region, save, since, until };
}
