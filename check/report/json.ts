/**
 * The check for programs, schema 1: docs/check.schema.json is the contract. Keys are only ever added within a
 * schema version.
 */
import { plainLines } from "../../core/telemetry/plain-text.ts";
import type { CheckedFinding, CheckedFunction } from "../check-function.ts";
import { maxUnzippedBytes } from "../layers.ts";
import type { OptFile } from "../opt-files.ts";
import { driftText } from "./drift-words.ts";
import type { Report } from "./report.ts";
import { headlineOf, outcomeOf, resultOf, stateOf } from "./summary.ts";

export const checkSchemaVersion = 1;

/**
 * Characters that a terminal acts on are written as escapes, which JSON's strings allow: printing the
 * document is safe.
 */
export function jsonReport(report: Report): string {
  return `${plainLines(JSON.stringify(checkDocument(report), null, 2))}\n`;
}

export function checkDocument(report: Report) {
  const { functions, exitCode, limits, outcropVersion } = report;
  return {
    outcrop: "check",
    schema: checkSchemaVersion,
    outcrop_version: outcropVersion,
    answer: headlineOf(report),
    result: resultOf(report),
    exit_code: exitCode,
    fail_on: limits.failOn,
    allow_unjudged: limits.allowUnjudged,
    functions: functions.map(functionOf),
  };
}

function functionOf(checked: CheckedFunction) {
  const { name, runtime, arch, layers, judged, will, may, modules, computed, unjudged } = checked;
  return {
    name,
    state: stateOf(checked),
    text: outcomeOf(checked),
    runtime,
    arch,
    judged,
    coverage: checked.coverage,
    bundle_maps: checked.bundleMaps,
    modules,
    start: checked.start,
    will: will.map(finding),
    may: may.map(finding),
    unjudged,
    computed: computed.map(({ importer, line, how }) => ({ importer, line, how })),
    layers: layers.map((layer, index) => ({ name: layer, ...filesOf(checked.opt, index) })),
    ...layersOf(checked),
    lock: lockOf(checked),
  };
}

function finding(one: CheckedFinding) {
  const { code, severity, message, fix, docs, winner, loser, importer, range, evidence, accepted } = one;
  return {
    code,
    severity,
    package: one.package,
    message,
    fix,
    docs,
    winner,
    loser,
    importer,
    range,
    evidence,
    accepted,
    acceptance_ended: one.acceptanceEnded,
  };
}

function lockOf({ lock }: CheckedFunction) {
  if (lock === null) return null;
  const { file, drift } = lock;
  return { file, drift: drift.map((one) => ({ ...one, text: driftText(one, file) })) };
}

function layersOf({ layerReport }: CheckedFunction) {
  const { bytes, wastedBytes, overlaps, torn, unused, clashes, natives, refused, broken, notes } =
    layerReport;
  return {
    bytes,
    most_bytes: maxUnzippedBytes,
    wasted_bytes: wastedBytes,
    refused,
    broken,
    clashes: clashes.map(({ kind, between, what }) => ({ kind, between, what })),
    natives: natives.map(({ layer, files, tooNew }) => ({
      layer,
      files,
      too_new: tooNew.map(({ path, arch, needs }) => ({ path, arch, needs })),
    })),
    overlaps: overlaps.map((overlap) => ({
      winner: overlap.winner,
      loser: overlap.loser,
      identical: overlap.identical,
      replaced: overlap.replaced,
      wasted_bytes: overlap.wastedBytes,
      examples: overlap.examples,
      files: overlap.files.map(({ path, bytes: size, identical }) => ({ path, bytes: size, identical })),
    })),
    torn: torn.map(({ path, package: name, files }) => ({ path, package: name, files })),
    unused: unused.map(({ layer, path, bytes: size }) => ({ layer, path, bytes: size })),
    notes,
  };
}

/** Of one layer: what it brings to /opt, and what later layers overwrote of it. */
function filesOf(opt: readonly OptFile[], layer: number) {
  const kept = opt.filter((file) => file.layer === layer);
  const lost = opt.flatMap((file) => file.lost.filter((one) => one.layer === layer));
  const sum = (sizes: readonly { readonly bytes: number }[]) =>
    sizes.reduce((all, one) => all + one.bytes, 0);
  return {
    files: kept.length,
    bytes: sum(kept),
    overwritten_files: lost.length,
    overwritten_bytes: sum(lost),
  };
}
