/** Roots and copies, as several sections of the report show them. */
import type { CopyRef } from "../../../core/findings/finding.ts";
import type { Root } from "../../../core/layout/roots.ts";
import { brief, type Html, html } from "../../../page/html.ts";
import { maxName } from "../../../page/sections.ts";
import type { Copy } from "../../model/model.ts";

const rootClasses: Readonly<Record<Root, string>> = {
  function: "s0",
  layer: "s1",
  runtime: "s2",
  node: "s7",
  other: "s3",
};

const maxLayer = 60;

export function rootClass(root: Root): string {
  return Object.hasOwn(rootClasses, root) ? rootClasses[root] : "s3";
}

/** With the layer's label where it is known. */
export function rootTag({ root, layer }: Pick<Copy | CopyRef, "root" | "layer">): Html {
  return html`
    <span class="root">
      <span class="dot ${rootClass(root)}" aria-hidden="true"></span>
      ${brief(root, 20)}${layer !== undefined && html` ${brief(layer, maxLayer)}`}
    </span>
  `;
}

/** `zod 3.24.4` */
export function copyName({ package: name, version }: Pick<Copy | CopyRef, "package" | "version">): Html {
  const shown = version === null ? html`<span class="none">no version</span>` : brief(version, 40);
  return html`<strong>${brief(name, maxName)}</strong> ${shown}`;
}
