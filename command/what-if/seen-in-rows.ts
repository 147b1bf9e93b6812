/**
 * The functions in the rows that the question what-if answers (cloudwatch/athena/questions/what-if.sql): a CSV of
 * Athena, or the JSON or CSV of `outcrop query --ask what-if`. Anyone may have written the file: a row that is not
 * one of these is named and left out.
 */
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import type { SeenCopy, SeenFinding, SeenFunction } from "../../check/what-if/seen.ts";
import { type Severity, severities } from "../../core/findings/rule/severity.ts";
import { member } from "../../core/json.ts";
import type { Problem } from "../../core/telemetry/log-event.ts";
import { cellsOf, rowEnd } from "../../incident/read/csv.ts";
import { nodeRuntime } from "../shared/runtime-name.ts";

const maxBytes = 256 * 1024 * 1024;
const maxRows = 2_000_000;
const maxFunctions = 20_000;
/** Of a cell, in UTF-16 units. Evidence holds many paths. */
const maxCell = 65_536;
const columns = ["function_name", "kind", "package", "path", "invocations"] as const;

type Row = Readonly<Record<string, unknown>>;

interface Building extends Omit<SeenFunction, "name" | "copies" | "findings"> {
  readonly copies: SeenCopy[];
  readonly findings: SeenFinding[];
}

export function seenInRows(
  paths: readonly string[],
  onProblem: (problem: Problem) => void,
): readonly SeenFunction[] {
  const seen = new Map<string, Building>();
  for (const file of paths) {
    const problem = (line: number, message: string): void => onProblem({ file, line, message });
    try {
      let rows = 0;
      for (const [row, line] of rowsIn(file)) {
        if (++rows > maxRows) throw new Error(`has more than ${maxRows} rows; the rest was left out`);
        const wrong = takeRow(row, seen);
        if (wrong !== null) problem(line, `this row ${wrong}; it was left out`);
      }
    } catch (error) {
      problem(1, error instanceof Error ? error.message : String(error));
    }
  }
  return [...seen].map(([name, one]) => ({ ...one, name }));
}

/** @returns what is wrong with it, or null */
function takeRow(row: Row, seen: Map<string, Building>): string | null {
  const name = textIn(row, "function_name");
  if (name === null) return "has no function_name";
  let one = seen.get(name);
  if (one === undefined) {
    if (seen.size >= maxFunctions) return `is of more than ${maxFunctions} functions`;
    one = functionOf(row);
    seen.set(name, one);
  }
  const kind = textIn(row, "kind");
  // A function of which no copy and no finding is known.
  if (kind === null) return null;
  if (kind === "copy") {
    const copy = copyOf(row);
    if (copy === null) return "has no package, root, path or how";
    one.copies.push(copy);
    return null;
  }
  const finding = kind === "finding" ? findingOf(row) : null;
  if (finding === null)
    return kind === "finding" ? "has no code, severity or package" : "has another kind than copy and finding";
  one.findings.push(finding);
  return null;
}

function functionOf(row: Row): Building {
  const invocations = Number(row["invocations"] ?? 0);
  return {
    runtime: nodeRuntime(textIn(row, "node_version") ?? ""),
    arch: textIn(row, "arch"),
    invocations: Number.isSafeInteger(invocations) && invocations >= 0 ? invocations : 0,
    wrappers: (textIn(row, "wrappers") ?? "").split(" ").filter((path) => path !== ""),
    isLoaded: true,
    layers: [],
    copies: [],
    findings: [],
  };
}

function copyOf(row: Row): SeenCopy | null {
  const [name, root, path, how] = ["package", "root", "path", "how"].map((key) => textIn(row, key));
  if (name == null || root == null || path == null || how == null) return null;
  const [version, importer, specifier, layer] = ["version", "importer", "specifier", "layer"].map((key) =>
    textIn(row, key),
  );
  return {
    package: name,
    version: version ?? null,
    path,
    root,
    importer: importer ?? null,
    specifier: specifier ?? null,
    how,
    layer: layer ?? null,
  };
}

function findingOf(row: Row): SeenFinding | null {
  const [code, name] = [textIn(row, "code"), textIn(row, "package")];
  const severity = severities.find((one): one is Severity => one === row["severity"]);
  if (code === null || name === null || severity === undefined) return null;
  const specifier = member(parsed(textIn(row, "evidence") ?? ""), "specifier");
  return {
    code,
    severity,
    package: name,
    range: textIn(row, "range"),
    winner: textIn(row, "winner_path"),
    loser: textIn(row, "loser_path"),
    specifier: typeof specifier === "string" ? specifier : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Null for what is empty: Athena writes no other sign of a missing value. */
function textIn(row: Row, key: string): string | null {
  const value = Object.hasOwn(row, key) ? row[key] : null;
  return typeof value === "string" && value !== "" && value.length <= maxCell ? value : null;
}

/** Each row, and the line of the file that it is in or begins in. @throws Error where it is neither JSON nor CSV */
function* rowsIn(path: string): Generator<readonly [row: Row, line: number]> {
  const bytes = bytesOf(path);
  const begin = bytes
    .subarray(0, 64)
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (begin.startsWith("[")) yield* jsonRows(bytes);
  else yield* csvRows(bytes);
}

function bytesOf(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new Error("is not a file");
    if (stat.size > maxBytes) throw new Error(`has more than ${maxBytes} bytes`);
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function* jsonRows(bytes: Buffer): Generator<readonly [Row, number]> {
  let rows: unknown;
  try {
    rows = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Error("is not valid JSON");
  }
  for (const [index, row] of (rows as readonly unknown[]).entries())
    yield [typeof row === "object" && row !== null ? (row as Row) : {}, index + 1];
}

function* csvRows(bytes: Buffer): Generator<readonly [Row, number]> {
  let names: readonly string[] | null = null;
  let line = 1;
  for (let at = 0; at < bytes.length; ) {
    const end = rowEnd(bytes, at);
    const stop = end < 0 ? bytes.length : end;
    const text = bytes
      .toString("utf8", at, stop)
      .replace(/\r$/, "")
      .replace(/^\ufeff/, "");
    if (text !== "") {
      const cells = cellsOf(text, ",");
      if (names === null) names = headerOf(cells);
      else
        yield [Object.fromEntries(names.map((name, index) => [name, plainCell(cells[index] ?? "")])), line];
    }
    line += text.split("\n").length;
    at = stop + 1;
  }
  if (names === null) throw new Error("is empty");
}

function headerOf(cells: readonly string[]): readonly string[] {
  if (columns.every((name) => cells.includes(name))) return cells;
  throw new Error(
    "does not hold the rows of the question what-if: outcrop query LOGS --ask what-if --format json, or the CSV of " +
      "cloudwatch/athena/questions/what-if.sql",
  );
}

/** `outcrop query` puts an apostrophe before what a spreadsheet takes for a formula, such as `@scope/name`. */
function plainCell(cell: string): string {
  return /^'\s*[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}
