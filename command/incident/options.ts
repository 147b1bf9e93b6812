/** What `outcrop incident` is asked for. */

import type { Severity } from "../../core/findings/finding.ts";
import { severities } from "../../core/findings/rule/severity.ts";
import { timeOption } from "../shared/times.ts";
import { oneOf, parseOptions, UsageError } from "../shared/usage.ts";

export const help = `Usage: outcrop incident FILES… | - [options]
       outcrop incident --good FILES… --bad FILES… [options]
       outcrop incident --log-group GROUP --since TIME [options]

Says what collided, since when, what changed, how to fix it and how sure that is, from
logs in any shape in which they leave CloudWatch: what aws logs prints, S3 exports,
Insights results, subscriptions, Firehose, gzip. Folders are read whole, - is stdin, and
what outcrop run --json printed is read as well.

  --function NAME     one function only
  --since TIME        from then on: 2026-03-14T03:00:00Z (UTC without a zone), or 30m, 2h, 3d ago
  --until TIME        before then
  --before TIME       compare: what was before TIME is good
  --after TIME        compare: what was from TIME on is bad; one of the two stands for both
  --good FILES…       compare: logs of when all was well
  --bad FILES…        compare: logs of the incident

  --log-group GROUP   fetch from CloudWatch Logs instead; repeat for more (needs the package
                      @aws-sdk/client-cloudwatch-logs, and --since)
  --region NAME       its region (default: as the AWS SDK finds it)
  --save DIR          keep what was fetched, to be read again

  --format NAME       terminal (default), markdown, json, html or sarif
  --out FILE          write there; its ending tells the format where --format does not
  --docs-base URL     sarif: the address that docs/findings lies under
  --fail-on SEVERITY  exit code 1 with a finding of error, warning or info, or above
  --progress          show how far reading has come, also where stderr is no terminal
  --help              this text

The first Ctrl-C ends reading and reports what was read so far, the second ends all.

Examples:
  outcrop incident logs/ --since 2026-03-14T03:00:00Z --out incident.html
  aws logs filter-log-events --log-group-name /aws/lambda/orders | outcrop incident - --format markdown
  outcrop incident --log-group /aws/lambda/orders --since 2h --save logs
  outcrop incident logs/ --before 2026-03-14T03:12:00Z
  outcrop incident --good yesterday.json.gz --bad today.json.gz --fail-on error

Exit codes: 0 reported, 1 a finding at or above --fail-on, 2 called wrongly, 3 nothing could be read.
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
  format: { type: "string" },
  out: { type: "string" },
  "docs-base": { type: "string" },
  "fail-on": { type: "string" },
  progress: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const formats = ["terminal", "markdown", "json", "html", "sarif"] as const;

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

export interface Request {
  readonly source: Source;
  readonly functionName: string | undefined;
  readonly since: number | undefined;
  readonly until: number | undefined;
  /** Good is what was before the first, bad what was from the second on. */
  readonly divide: { readonly before: number; readonly after: number } | null;
  readonly format: Format;
  /** Undefined for stdout. */
  readonly out: string | undefined;
  readonly docsBase: string | undefined;
  readonly failOn: Severity | undefined;
  readonly progress: boolean;
}

/** @returns null where help is asked for. @throws UsageError */
export function incidentRequest(parameters: readonly string[], now: number): Request | null {
  const { values, tokens } = parseOptions({
    args: [...parameters],
    options,
    allowPositionals: true,
    tokens: true,
  });
  if (values.help) return null;
  const time = (name: "since" | "until" | "before" | "after"): number | undefined => {
    const text = values[name];
    return text === undefined ? undefined : timeOption(name, text, now);
  };
  const [since, until, before, after] = [time("since"), time("until"), time("before"), time("after")];
  if (since !== undefined && until !== undefined && since >= until)
    throw new UsageError("--until: a time after --since");
  const split = before ?? after;
  if (split !== undefined && (before ?? split) > (after ?? split))
    throw new UsageError("--after: the same time as --before, or a later one");
  const source = sourceOf(filesOf(tokens), values, since, until ?? now);
  if (split !== undefined && source.kind === "good-and-bad")
    throw new UsageError("--before and --after divide one set of logs; leave out --good and --bad");
  const out = values.out === "-" ? undefined : values.out;
  if (out === "") throw new UsageError("--out: the name of a file, or - for stdout");
  const format = formatOf(values.format, out);
  const docsBase = values["docs-base"];
  if (docsBase !== undefined && !/^https?:$/.test(URL.parse(docsBase)?.protocol ?? ""))
    throw new UsageError("--docs-base: an address that begins with https://");
  return {
    source,
    functionName: values.function,
    since,
    until,
    divide: split === undefined ? null : { before: before ?? split, after: after ?? split },
    format,
    out,
    docsBase,
    failOn: values["fail-on"] === undefined ? undefined : oneOf("fail-on", values["fail-on"], severities),
    progress: values.progress,
  };
}

function formatOf(name: string | undefined, out: string | undefined): Format {
  if (name !== undefined) return oneOf("format", name, formats);
  if (out === undefined) return "terminal";
  if (/\.(md|markdown)$/i.test(out)) return "markdown";
  if (/\.html?$/i.test(out)) return "html";
  if (/\.sarif(\.json)?$/i.test(out)) return "sarif";
  return /\.json$/i.test(out) ? "json" : "terminal";
}

type Files = Record<"files" | "good" | "bad", string[]>;
type Token = { readonly kind: string; readonly name?: string; readonly value?: string | boolean | undefined };

/**
 * What follows --good or --bad, up to the next option, belongs to it: a shell puts several files there for a
 * pattern.
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
  if (kinds > 1) throw new UsageError("one of files, --good with --bad, or --log-group; not several");
  if (kinds === 0)
    throw new UsageError(
      "files or folders of logs are missing, or - for stdin; outcrop incident --help has examples",
    );
  if (logGroups.length === 0 && (save !== undefined || region !== undefined))
    throw new UsageError("--save and --region go with --log-group");
  if ([...files, ...good, ...bad].filter((file) => file === "-").length > 1)
    throw new UsageError("- can be read once only");
  if (files.length > 0) return { kind: "files", files };
  if (logGroups.length === 0) {
    if (good.length === 0 || bad.length === 0)
      throw new UsageError("--good and --bad go together, each with files");
    return { kind: "good-and-bad", good, bad };
  }
  if (since === undefined) throw new UsageError("--log-group: from when on? Add --since, such as --since 2h");
  if (since >= until) throw new UsageError("--since: a time in the past");
  return { kind: "live", logGroups, region, save, since, until };
}
