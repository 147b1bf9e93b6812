/** What was checked, in the format that is asked for. */
import type { CheckedFunction } from "../../check/check-function.ts";
import { failLevels, type Limits } from "../../check/report/exit-code.ts";
import { type Report, reportOf } from "../../check/report/report.ts";
import { outcropVersion } from "../../incident/report/version.ts";
import { terminalPage } from "../../page/text-page.ts";
import { checkOutput, outputFile, writeOutput } from "../shared/output.ts";
import { oneOf, UsageError } from "../shared/usage.ts";

const formats = ["terminal", "json", "sarif", "markdown", "github", "html"] as const;
type Format = (typeof formats)[number];

/** The part of the help about output. */
export const outputHelp = `  --fail-on LEVEL     error (default), warning, info or never: the lowest severity that fails
  --allow-unjudged    do not fail if something could not be judged
  --all               terminal: show also what needs no action
  --format NAME       terminal (default), json, sarif, markdown, github (annotations) or html
  --out FILE          write to FILE, or to stdout for -. Its extension sets the format if
                      --format is missing. Repeat for more files; --format is then that of -
  --docs-base URL     the URL under which docs/findings is published`;

export const outputOptions = {
  "fail-on": { type: "string", default: "error" },
  "allow-unjudged": { type: "boolean", default: false },
  all: { type: "boolean", default: false },
  format: { type: "string" },
  out: { type: "string", multiple: true, default: [] as string[] },
  "docs-base": { type: "string" },
} as const;

export const outputChoices = { "fail-on": failLevels, format: formats };

export interface OutputRequest {
  readonly limits: Limits;
  readonly all: boolean;
  readonly docsBase: string | undefined;
  /** `file` is undefined for stdout. */
  readonly outputs: readonly { readonly format: Format; readonly file: string | undefined }[];
}

interface Values {
  readonly "fail-on": string;
  readonly "allow-unjudged": boolean;
  readonly all: boolean;
  readonly format?: string | undefined;
  readonly out: readonly string[];
  readonly "docs-base"?: string | undefined;
}

/** @throws UsageError */
export function outputRequest(values: Values): OutputRequest {
  const docsBase = values["docs-base"];
  if (docsBase !== undefined && !/^https?:$/.test(URL.parse(docsBase)?.protocol ?? ""))
    throw new UsageError("--docs-base must be a URL that begins with https://");
  const given = values.format === undefined ? undefined : oneOf("format", values.format, formats);
  const files = values.out.length === 0 ? [undefined] : values.out.map(outputFile);
  const isOne = files.length === 1;
  for (const [index, file] of files.entries())
    if (files.indexOf(file) < index) throw new UsageError(`--out ${file ?? "-"} is there more than once`);
  const outputs = files.map((file) => {
    const format = isOne || file === undefined ? given : undefined;
    if (format !== undefined && file !== undefined) needsNoOther(file, format);
    return { file, format: format ?? formatOf(file) };
  });
  for (const { file } of outputs) checkOutput(file);
  return {
    limits: {
      failOn: oneOf("fail-on", values["fail-on"], failLevels),
      allowUnjudged: values["allow-unjudged"],
    },
    all: values.all,
    docsBase,
    outputs,
  };
}

const byEnding: Readonly<Record<string, Format>> = {
  md: "markdown",
  markdown: "markdown",
  html: "html",
  htm: "html",
  sarif: "sarif",
  json: "json",
  txt: "terminal",
  text: "terminal",
  log: "terminal",
};

/** SARIF is JSON, and a file of text may hold anything. @throws UsageError where the ending is of another format */
function needsNoOther(file: string, format: Format): void {
  const ending = endingOf(file);
  const said = ending === undefined ? undefined : formatByEnding(ending);
  if (said === undefined || said === format || said === "terminal") return;
  if (said === "json" && format === "sarif") return;
  throw new UsageError(
    `--out ${file} is a name for ${said}, and --format is ${format}; leave out one of them`,
  );
}

function endingOf(file: string): string | undefined {
  if (/\.sarif\.json$/i.test(file)) return "sarif";
  return /\.([a-z]{2,8})$/i.exec(file)?.[1]?.toLowerCase();
}

function formatByEnding(ending: string): Format | undefined {
  return Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined;
}

/** @throws UsageError for a file that its ending says to be of another format */
function formatOf(file: string | undefined): Format {
  if (file === undefined) return "terminal";
  const ending = endingOf(file);
  if (ending === undefined) return "terminal";
  const format = formatByEnding(ending);
  if (format !== undefined) return format;
  throw new UsageError(
    `--out ${file}: outcrop does not write .${ending} files. ` +
      "Choose a name that ends with .html, .md, .json, .sarif or .txt, or name a --format",
  );
}

/** Writes all outputs. @returns the exit code */
export async function writeChecked(
  functions: readonly CheckedFunction[],
  { limits, all, docsBase, outputs }: OutputRequest,
): Promise<number> {
  const report = reportOf(functions, { limits, docsBase, outcropVersion: outcropVersion() });
  for (const { format, file } of outputs) await writeOutput(await rendered(report, format, all, file), file);
  return report.exitCode;
}

async function rendered(
  report: Report,
  format: Format,
  all: boolean,
  file: string | undefined,
): Promise<string> {
  switch (format) {
    case "terminal": {
      const { terminalReport } = await import("../../check/report/terminal.ts");
      // A file is never a terminal, even if stdout is one.
      const [stream, env] = file === undefined ? [process.stdout, process.env] : [{}, {}];
      return terminalReport(report, terminalPage(stream, env), { all });
    }
    case "json":
      return (await import("../../check/report/json.ts")).jsonReport(report);
    case "sarif":
      return (await import("../../check/report/sarif.ts")).sarifReport(report);
    case "markdown":
      return (await import("../../check/report/markdown.ts")).markdownReport(report);
    case "github":
      return (await import("../../check/report/github.ts")).githubReport(report);
    case "html": {
      const { htmlReport } = await import("../../check/report/html/html-report.ts");
      const { findingPage } = await import("../../incident/report/finding-pages.ts");
      return htmlReport(report, findingPage);
    }
  }
}
