/**
 * The difference for programs, schema 1: docs/layer-diff.schema.json is the contract. Keys are only ever added
 * within a schema version.
 */
import { plainLines } from "../../../core/telemetry/plain-text.ts";
import { publishingOf } from "./publishing.ts";
import type { Report } from "./report.ts";
import { headlineOf, resultOf, sentenceOf, subjectOf } from "./words.ts";

export const layerDiffSchemaVersion = 1;

export function jsonReport(report: Report): string {
  return `${plainLines(JSON.stringify(layerDiffDocument(report), null, 2))}\n`;
}

export function layerDiffDocument(report: Report) {
  const { diff, name, oldName, newName, fromVersion, nextVersion, runtimes, failOn, exitCode, unjudged } =
    report;
  const publishing = publishingOf(report);
  return {
    outcrop: "layer-diff",
    schema: layerDiffSchemaVersion,
    outcrop_version: report.outcropVersion,
    answer: headlineOf(report),
    result: resultOf(report),
    exit_code: exitCode,
    fail_on: failOn,
    name,
    old: oldName,
    new: newName,
    step: diff.step,
    from_version: fromVersion,
    next_version: nextVersion,
    description: publishing?.description ?? null,
    tag: nextVersion === null ? null : (publishing?.tag ?? null),
    runtimes,
    public_by: { option: "option", "package.json": "package.json", "everything at the top": "all" }[
      diff.publicBy
    ],
    packages: diff.packages,
    changes: diff.changes.map(({ items, count, ...one }) => ({
      ...one,
      text: `${subjectOf({ ...one, items, count })}: ${sentenceOf({ ...one, items, count })}`,
      items,
      item_count: count,
    })),
    unjudged,
  };
}
