/** `outcrop explain`: the page of a finding. */
import { type FindingCode, findingKinds } from "../core/findings/finding.ts";
import { findingPage } from "../incident/report/finding-pages.ts";
import { type Page, paint, terminalPage } from "../page/text-page.ts";
import { checkOutput, outputFile, writeOutput } from "./shared/output.ts";
import { helpOption, oneOf, parseOptions, UsageError } from "./shared/usage.ts";

const codes = Object.keys(findingKinds).sort() as FindingCode[];
const formats = ["terminal", "markdown", "html"] as const;

export const help = `Usage: outcrop explain CODE [options]

Prints what a finding means, why it matters, how to confirm it by hand, how to fix it and when
to accept it. CODE is one of

${codes.map((code) => `  ${code.padEnd(22)} ${shortTitle(code)}`).join("\n")}

  --format NAME      terminal (default), markdown or html
  --out FILE         write to FILE. Its extension sets the format if --format is missing
  --help             show this text

Examples:
  outcrop explain range-violation
  outcrop explain torn-family --out torn-family.html

Exit codes: 0 success, 2 wrong usage.
`;

export const options = {
  format: { type: "string" },
  out: { type: "string" },
  help: helpOption,
} as const;

export const choices = { format: formats };

/** A narrower terminal wraps the lines itself. */
const narrowest = 60;

/** @throws UsageError */
export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions({ args: [...parameters], options, allowPositionals: true });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError("explain needs exactly one code, such as outcrop explain range-violation");
  const code = codes.find((known) => known === name);
  if (code === undefined)
    throw new UsageError(`${name || "empty"} is not a finding; use one of ${codes.join(", ")}`);
  const out = values.out === undefined ? undefined : outputFile(values.out);
  const format = formatOf(values.format, out);
  checkOutput(out);
  await writeOutput(await rendered(code, format, out), out);
  return 0;
}

function formatOf(name: string | undefined, out: string | undefined): (typeof formats)[number] {
  if (name !== undefined) return oneOf("format", name, formats);
  if (out === undefined) return "terminal";
  if (/\.html?$/i.test(out)) return "html";
  return /\.(md|markdown)$/i.test(out) ? "markdown" : "terminal";
}

async function rendered(
  code: FindingCode,
  format: (typeof formats)[number],
  out: string | undefined,
): Promise<string> {
  const page = findingPage(code);
  if (format === "markdown") return page;
  if (format === "html")
    return (await import("../incident/report/html/finding-document.ts")).findingDocument(code);
  const [stream, env] = out === undefined ? [process.stdout, process.env] : [{}, {}];
  return inTerminal(page, terminalPage(stream, env, narrowest));
}

/** The page as it is written, which reads well, with headings in bold. */
function inTerminal(markdown: string, page: Page): string {
  return markdown.replace(/^#+ (.*)$/gm, (_, heading: string) => paint(page, "bold", heading));
}

function shortTitle(code: FindingCode): string {
  const { title } = findingKinds[code];
  return title.length > 68 ? `${title.slice(0, 67)}…` : title;
}
