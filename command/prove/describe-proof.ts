/** A proof as text: the sentence, the error, the table of repairs, and the repair by hand. */
import { plainText } from "../../core/telemetry/plain-text.ts";
import { hanging, type Page, paint, wrap } from "../../page/text-page.ts";
import type { Proof, Tried } from "./proof.ts";

const outcomes = {
  succeeds: "error goes",
  "same-error": "same error",
  "another-error": "another error",
  "times-out": "times out",
  unstable: "unstable",
  "not-applied": "not applied",
} as const satisfies Record<Tried["outcome"], string>;

const labelColumn = 11;
const tookColumn = 15;
const repairColumn = 24;
const maxSkipped = 8;

export function describeProof(proof: Proof, page: Page): string {
  const { sentence, verdict, error, controls, repairs, skipped, notes } = proof;
  const field = (label: string, text: string): string => hanging(page, label, plainText(text), labelColumn);
  const lines = [
    paint(
      page,
      ["bold", verdict === "proved" ? "green" : "yellow"],
      wrap(plainText(sentence), page.width).join("\n"),
    ),
    "",
  ];
  if (error !== null) {
    const { name, code, message, frame } = error;
    lines.push(
      field("error", `${name}${code === null ? "" : ` (${code})`}${message === "" ? "" : `: ${message}`}`),
    );
    if (frame !== null) lines.push(field("", `at ${frame}`));
  }
  const failed = controls.filter(({ outcome }) => outcome !== "succeeds").length;
  const took = controls.map(({ ms }) => seconds(ms)).join(", ");
  lines.push(
    field(
      "as it is",
      `fails in ${failed} of ${controls.length} ${controls.length === 1 ? "run" : "runs"} (${took})`,
    ),
  );
  if (repairs.length > 0) {
    lines.push(
      "",
      paint(page, "bold", `${"OUTCOME".padEnd(tookColumn)}${"TOOK".padEnd(repairColumn - tookColumn)}REPAIR`),
    );
    for (const [index, tried] of repairs.entries()) lines.push(...rowOf(tried, index + 1, page));
  }
  if (skipped.length > 0) {
    lines.push("", "Not tried:");
    for (const { code, package: name, reason } of skipped.slice(0, maxSkipped))
      lines.push(hanging(page, "  ", plainText(`${code} of ${name}: ${reason}.`), 2));
    if (skipped.length > maxSkipped) lines.push(`  and ${skipped.length - maxSkipped} more`);
  }
  for (const [index, { outcome, byHand }] of repairs.entries())
    if (outcome === "succeeds")
      lines.push("", `To make repair ${index + 1}:`, ...byHand.map((command) => `  ${plainText(command)}`));
  if (notes.length > 0) lines.push("", ...notes.flatMap((note) => wrap(plainText(note), page.width)));
  return `${lines.join("\n")}\n`;
}

function rowOf({ findings, repair, outcome, detail, ms }: Tried, number: number, page: Page): string[] {
  const took = ms === 0 ? "-" : seconds(ms);
  const head = `${outcomes[outcome].padEnd(tookColumn)}${took.padEnd(repairColumn - tookColumn)}`;
  const names = [...new Set(findings.map(({ code, package: name }) => `${code} of ${name}`))].join(", ");
  const more = [names, ...(detail === null ? [] : [detail])];
  return [
    hanging(
      page,
      paint(page, outcome === "succeeds" ? "green" : "reset", head),
      plainText(`${number}. ${repair}`),
      repairColumn,
    ),
    ...more.map((text) => hanging(page, "", plainText(text), repairColumn + 3)),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
