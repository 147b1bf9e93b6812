/**
 * Which root each package came from, as a graph for the picture. Packages with a finding or more than one
 * copy are drawn by themselves; the unremarkable ones of a root are one band, so that 150 packages stay
 * readable. A band is as thick as the number of environments that loaded it.
 */

import { severityOrder } from "../../../core/findings/rule/severity.ts";
import { isOwnCode } from "../../../core/layout/copy-ref.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import type { InventoryRow } from "./inventory.ts";

export interface FlowNode {
  readonly id: string;
  readonly side: "root" | "package";
  readonly root: InventoryRow["root"];
  readonly name: string;
  readonly detail: string;
  /** The most severe finding about it; null without one, and for a root. */
  readonly severity: "info" | "warning" | "error" | null;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  readonly root: InventoryRow["root"];
  /** Environments; of a copy that lost and was never loaded, a thin band. */
  readonly value: number;
  readonly lost: boolean;
}

export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
  /** Packages that share a band of their root. */
  readonly grouped: number;
}

const maxPackages = 20;
const maxVersions = 2;
/** Without any finding, a few names say more than one band. */
const maxPlain = 12;
/** The thickness of a copy that was never loaded, of the thickest band. */
const lostPart = 1 / 12;

export function flowGraph(rows: readonly InventoryRow[], { causes }: Pick<Analysis, "causes">): FlowGraph {
  const all = packagesOf(rows, causes);
  const remarkable = all
    .filter(isRemarkable)
    .sort((left, right) => weight(right.severity) - weight(left.severity));
  const alone = new Set(all.length <= maxPlain ? all : remarkable.slice(0, maxPackages));
  const groups = groupsOf(all.filter((each) => !alone.has(each)));
  // One package needs no group.
  for (const [id, { members }] of groups) {
    const [only] = members;
    if (members.size > 1 || only === undefined || only.copies.length > 1) continue;
    alone.add(only);
    groups.delete(id);
  }
  const most = Math.max(1, ...rows.map(({ environments }) => environments));
  const flows = new Flows();
  for (const { name, copies, severity } of alone) {
    const node = {
      id: `package ${name}`,
      side: "package",
      root: copies[0]?.root ?? "other",
      name,
      detail: detailOf(copies),
      severity,
    } as const;
    for (const { root, environments, loaded } of copies)
      flows.add(
        root,
        node,
        loaded === null ? most * lostPart : environments,
        loaded === null,
        (left, right) => left + right,
      );
  }
  for (const [id, { root, remarkable: worse, members }] of groups) {
    const name = `${members.size} ${worse ? "more packages" : "other packages"}`;
    const detail = worse ? `from ${root}, with findings or several copies` : `from ${root}, one copy each`;
    for (const { copies } of members)
      for (const copy of copies)
        if (copy.root === root && copy.loaded !== null)
          flows.add(
            root,
            { id, side: "package", root, name, detail, severity: null },
            copy.environments,
            false,
            Math.max,
          );
  }
  return {
    nodes: [...flows.nodes.values()],
    links: [...flows.links.values()],
    grouped: all.length - alone.size,
  };
}

interface Package {
  readonly name: string;
  readonly copies: readonly InventoryRow[];
  readonly severity: FlowNode["severity"];
}

function packagesOf(rows: readonly InventoryRow[], causes: Analysis["causes"]): Package[] {
  const packages = new Map<string, InventoryRow[]>();
  for (const row of rows) {
    const known = packages.get(row.package);
    if (known === undefined) packages.set(row.package, [row]);
    else known.push(row);
  }
  return [...packages].map(([name, copies]) => ({ name, copies, severity: severityOf(copies, causes) }));
}

function isRemarkable({ copies, severity }: Package): boolean {
  return severity !== null || copies.length > 1;
}

interface Group {
  readonly root: InventoryRow["root"];
  readonly remarkable: boolean;
  readonly members: Set<Package>;
}

function groupsOf(packages: readonly Package[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const each of packages) {
    const remarkable = isRemarkable(each);
    for (const { root, loaded } of each.copies) {
      if (loaded === null) continue;
      const id = `group ${remarkable} ${root}`;
      const group = groups.get(id) ?? { root, remarkable, members: new Set() };
      groups.set(id, group);
      group.members.add(each);
    }
  }
  return groups;
}

class Flows {
  readonly nodes = new Map<string, FlowNode>();
  readonly links = new Map<string, FlowLink>();

  add(
    root: InventoryRow["root"],
    node: FlowNode,
    value: number,
    lost: boolean,
    combine: (left: number, right: number) => number,
  ): void {
    const source = `root ${root}`;
    this.nodes.set(source, { id: source, side: "root", root, name: root, detail: "", severity: null });
    this.nodes.set(node.id, node);
    const key = `${root}\n${node.id}`;
    const known = this.links.get(key);
    // What was loaded hides that another copy of that root was not.
    if (known === undefined || (known.lost && !lost))
      this.links.set(key, { source, target: node.id, root, value, lost });
    else if (known.lost === lost) this.links.set(key, { ...known, value: combine(known.value, value) });
  }
}

/** `3.24.4 and 3.25.1 (layer), not 4.1.0 (function)` */
function detailOf(copies: readonly InventoryRow[]): string {
  if (copies.every(({ package: name }) => isOwnCode({ package: name })))
    return "files that belong to no package";
  const loaded = byRoot(copies.filter((copy) => copy.loaded !== null));
  const lost = byRoot(copies.filter((copy) => copy.loaded === null));
  return lost.length === 0 ? loaded.join(", ") : `${loaded.join(", ") || "none"}, not ${lost[0]}`;
}

function byRoot(copies: readonly InventoryRow[]): string[] {
  return [...Map.groupBy(copies, ({ root }) => root)].map(([root, those]) => {
    const versions = [...new Set(those.map(({ version }) => version ?? "no version"))];
    const rest = versions.length > maxVersions ? ` and ${versions.length - maxVersions} more` : "";
    const some = versions.slice(0, maxVersions);
    return `${rest === "" ? some.join(" and ") : some.join(", ")}${rest} (${root})`;
  });
}

function severityOf(copies: readonly InventoryRow[], causes: Analysis["causes"]): FlowNode["severity"] {
  const indexes = copies.flatMap(({ roles, about }) => [...roles.map(({ cause }) => cause), ...about]);
  return indexes.reduce<FlowNode["severity"]>((worst, index) => {
    const severity = causes[index]?.severity ?? null;
    return weight(severity) > weight(worst) ? severity : worst;
  }, null);
}

function weight(severity: FlowNode["severity"]): number {
  return severity === null ? 0 : 3 - severityOrder[severity];
}
