/**
 * Annotations of GitHub Actions, one a line
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). GitHub shows ten of a kind
 * for each step: the worst come first, and equal ones of several functions are one.
 */
import { plainLines } from "../../core/telemetry/plain-text.ts";
import { type Report, type Shared, shared, type Told } from "./report.ts";
import { headlineOf, resultOf } from "./summary.ts";
import { blockers, endedText, functionsText } from "./words.ts";

type Kind = "error" | "warning" | "notice";

export function githubReport(report: Report): string {
  const { functions, will, may } = report;
  const titled = (kind: Kind, title: string, texts: readonly Shared[]): readonly string[] =>
    texts.map((one) => annotation(kind, `${one.functions.join(", ")}: ${title}`, one.text));
  const lines = [
    ...blockers.flatMap(([title, of]) => titled("error", title, shared(functions, of))),
    ...[...will, ...may].map((told) => findingLine(told, report)),
    ...titled(
      "warning",
      "not judged",
      shared(functions, ({ unjudged }) => unjudged),
    ),
    annotation("notice", "Outcrop", `${headlineOf(report)}. ${resultOf(report)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** What only may happen fails nothing, so it is not shown as an error. */
function findingLine({ finding, when, functions }: Told, report: Report): string {
  const { severity, code, package: name, message, fix } = finding;
  const kind = severity === "error" && when === "will" ? "error" : "warning";
  const names = functionsText(functions, report) ?? (functions.length === 1 ? functions[0] : "all functions");
  const texts = [...(when === "may" ? ["May happen."] : []), message, endedText(finding), `Fix: ${fix}`];
  return annotation(kind, `${names}: ${code} of ${name}`, texts.filter((text) => text !== null).join(" "));
}

function annotation(kind: Kind, title: string, text: string): string {
  return `::${kind} title=${property(title)}::${data(text)}`;
}

function data(text: string): string {
  return plainLines(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
