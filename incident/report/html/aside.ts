import type { Cause } from "../../analysis/analysis.ts";
import { type Html, html } from "../../page/html.ts";
import { counted } from "../words/counts.ts";

/** A few are no trouble to read past. */
const FEW = 3;

/** A finding that needs nobody and explains nothing. */
export function isAside({ severity, explains }: Cause): boolean {
  return severity === "info" && explains.length === 0;
}

/** Such findings are folded away where there are many. */
export function folded(count: number, content: Html): Html {
  if (count === 0) return html``;
  if (count <= FEW) return content;
  return html`<details class="fold"><summary>${counted(count, "finding")} of severity info that explain no error</summary>${content}</details>`;
}
