/**
 * Roots on the left, packages on the right, laid out by d3-sankey when the report is made. The explorer's
 * table holds the same in words.
 */

import { type SankeyNode, sankey, sankeyJustify, sankeyLinkHorizontal } from "d3-sankey";
import { severityOrder } from "../../../core/findings/rule/severity.ts";
import { counted } from "../../../page/counts.ts";
import { type Html, html, shortened } from "../../../page/html.ts";
import { type Section, section } from "../../../page/sections.ts";
import { severitySigns } from "../../../page/signs.ts";
import type { Analysis } from "../../analysis/analysis.ts";
import { type FlowGraph, type FlowLink, type FlowNode, flowGraph } from "./flow-graph.ts";
import type { InventoryRow } from "./inventory.ts";
import { rootClass } from "./parts.ts";

/** The drawing's units: pixels where it is as wide as it wants to be. */
const width = 900;
const left = 84;
const right = 540;
const rowHeight = 25;
const rootPlaces: readonly string[] = ["function", "layer", "runtime", "node", "other"];

export function flowSection(rows: readonly InventoryRow[], analysis: Analysis): Section | null {
  const graph = flowGraph(rows, analysis);
  if (graph.links.length === 0) return null;
  const lost = graph.links.some((link) => link.lost);
  const notes = [
    "A band is as thick as the number of copies that environments loaded.",
    ...(lost ? ["A dashed line is a copy that lost and was never loaded."] : []),
    ...(graph.grouped > 0 ? ["Packages with one copy and no finding share a band."] : []),
  ];
  const scroll = html`
    <div class="scroll" role="region" tabindex="0" aria-label="Picture of roots and packages">
      ${picture(graph)}
    </div>
  `;
  return section("roots", "Where packages came from", scroll, notes.join(" "));
}

function picture({ nodes, links }: FlowGraph): Html {
  const packages = nodes.filter(({ side }) => side === "package").length;
  const height = Math.max(120, packages * rowHeight + 10);
  const layout = sankey<FlowNode, FlowLink>()
    .nodeId(({ id }) => id)
    .nodeAlign(sankeyJustify)
    .nodeWidth(10)
    .nodePadding(rowHeight * 0.72)
    .nodeSort((one, other) => placeOf(one, links) - placeOf(other, links) || weightOf(other) - weightOf(one))
    .extent([
      [left, 6],
      [width - right, height - 6],
    ]);
  const graph = layout({
    nodes: nodes.map((node) => ({ ...node })),
    links: links.map((link) => ({ ...link })),
  });
  const path = sankeyLinkHorizontal<FlowNode, FlowLink>();
  const label =
    `Roots and the packages that came from them: ${counted(packages, "package")} and groups of packages. ` +
    "The table of copies below holds all of them.";
  const bands = graph.links.map((link) => {
    const style = `${link.lost ? "flow-lost" : "flow-link"} ${rootClass(link.root)}`;
    const thickness = round(Math.max(1.5, link.width ?? 0));
    const stroke = !link.lost && html` stroke-width="${thickness}"`;
    return html`<path class="${style}" d="${path(link) ?? ""}"${stroke}/>`;
  });
  return html`
    <svg class="flow" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
      ${bands}
      ${graph.nodes.map(drawNode)}
    </svg>
  `;
}

function drawNode({ x0 = 0, x1 = 0, y0 = 0, y1 = 0, ...node }: SankeyNode<FlowNode, FlowLink>): Html {
  const { side, id, root, severity, name, detail } = node;
  const middle = round((y0 + y1) / 2);
  const isGroup = id.startsWith("group ");
  const style = side === "root" || isGroup ? rootClass(root) : `is-${severity ?? "plain"}`;
  const [across, down] = [round(x1 - x0), round(Math.max(2, y1 - y0))];
  const bar = html`
    <rect class="flow-node ${style}" x="${round(x0)}" y="${round(y0)}" width="${across}" height="${down}"/>
  `;
  if (side === "root")
    return html`
      ${bar}
      <text class="flow-root" x="${round(x0) - 8}" y="${middle}" dy=".35em" text-anchor="end">${name}</text>
    `;
  const sign = severity === null || severity === "info" ? null : severitySigns[severity];
  return html`
    ${bar}
    <text x="${round(x1) + 8}" y="${middle}" dy=".35em">
      ${sign !== null && html`<tspan class="flow-sign ${sign.style}">${sign.sign} </tspan>`}
      <tspan class="${isGroup ? "flow-group" : "flow-name"}">${shortened(name, 40)}</tspan>
      <tspan class="flow-detail" dx="6">${shortened(detail, 84 - Math.min(40, name.length))}</tspan>
    </text>
  `;
}

/** Packages are at the height of their roots, so that few bands cross. */
function placeOf(node: FlowNode, links: readonly FlowLink[]): number {
  if (node.side === "root") return rootPlaces.indexOf(node.root);
  const own = links.filter(({ target }) => target === node.id);
  return own.reduce((sum, { root }) => sum + rootPlaces.indexOf(root), 0) / Math.max(1, own.length);
}

function weightOf({ severity, id }: FlowNode): number {
  if (id.startsWith("group ")) return -1;
  return severity === null ? 0 : 3 - severityOrder[severity];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
