/** Roots and packages as a table: what the findings are about by name, the rest as a count. */

import Table from "cli-table3";
import { isOwnCode } from "../../core/layout/copy-ref.ts";
import { type Page, paint } from "../../page/text-page.ts";
import type { Telemetry } from "./telemetry.ts";

const roots = ["function", "layer", "runtime"] as const;
type PackageRoot = (typeof roots)[number];

interface Row {
  readonly package: string;
  readonly version: string;
  /** How many were loaded from it, or that it lost. */
  readonly modules: string;
}

const hidden = "hidden";
/** The table's borders, padding and other columns. */
const widthBesidePackage = 46;

export function packageTable(telemetry: Telemetry, page: Page): string {
  const table = new Table({
    head: ["root", "package", "version", "modules"].map((title) => paint(page, "bold", title)),
    colAligns: ["left", "left", "left", "right"],
    // Its own colours follow the process's terminal, not the page.
    style: { head: [], border: [] },
  });
  for (const root of roots) {
    const rows = rowsOf(root, telemetry);
    const column = (text: (row: Row) => string): string =>
      rows.map((row) => shade(row, text(row), page)).join("\n");
    if (rows.length === 0) continue;
    table.push([
      root,
      column((row) => cut(row.package, page.width - widthBesidePackage)),
      column((row) => row.version),
      column((row) => row.modules),
    ]);
  }
  return table.toString();
}

function rowsOf(root: PackageRoot, { copies, findings }: Telemetry): Row[] {
  const subjects = new Set(findings.flatMap(({ winner_path, loser_path }) => [winner_path, loser_path]));
  const loaded = copies.filter((copy) => copy.root === root && !isOwnCode(copy));
  const named = loaded
    .filter(({ path }) => subjects.has(path))
    .map(
      (copy): Row => ({ package: copy.package, version: copy.version ?? "", modules: String(copy.modules) }),
    );
  const rows = [...named, ...neverLoaded(root, loaded, findings)].sort((a, b) =>
    a.package.localeCompare(b.package),
  );
  const rest = loaded.filter(({ path }) => !subjects.has(path));
  if (rest.length === 0) return rows;
  const modules = rest.reduce((sum, copy) => sum + copy.modules, 0);
  return [
    ...rows,
    {
      package: rows.length === 0 ? `${rest.length} packages` : `${rest.length} more`,
      version: "",
      modules: String(modules),
    },
  ];
}

/** Copies that lost every time. */
function neverLoaded(root: PackageRoot, loaded: Telemetry["copies"], findings: Telemetry["findings"]): Row[] {
  const loadedPaths = new Set(loaded.map(({ path }) => path));
  const lost = findings.filter(
    ({ loser_root, loser_path }) =>
      loser_root === root && loser_path !== null && !loadedPaths.has(loser_path),
  );
  const byPath = new Map(lost.map((finding) => [finding.loser_path, finding]));
  return [...byPath.values()].map((finding) => ({
    package: finding.package,
    version: finding.loser_version ?? "",
    modules: hidden,
  }));
}

function shade({ modules }: Row, text: string, page: Page): string {
  return modules === hidden ? paint(page, "dim", text) : text;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
