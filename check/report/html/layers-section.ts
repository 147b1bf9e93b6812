/** Bytes and files by layer, what later layers overwrite, and what nothing imports. */
import { counted, number, share } from "../../../page/counts.ts";
import { brief, type Html, html, shortened } from "../../../page/html.ts";
import { pathOf, type Section, section, sentence, tableOf } from "../../../page/sections.ts";
import { sizeText } from "../../../page/size-text.ts";
import type { CheckedFunction } from "../../check-function.ts";
import { maxUnzippedBytes } from "../../layers.ts";
import { bar } from "./bar.ts";

const most = { texts: 50, functions: 20 };

/** Null where no function has layers. Functions with equal layers are shown together. */
export function layersSection(functions: readonly CheckedFunction[]): Section | null {
  const groups = [
    ...Map.groupBy(
      functions.filter(({ layers }) => layers.length > 0),
      ({ layers, layerReport: { overlaps } }) => JSON.stringify([layers, overlaps]),
    ).values(),
  ];
  if (groups.length === 0) return null;
  const parts = groups.slice(0, most.functions).map((group) => {
    const [first] = group;
    if (first === undefined) return html``;
    const names = group.map(({ name }) => name).join(", ");
    return html`${groups.length > 1 && html`<h3>${brief(names, 200)}</h3>`}${stack(first)}`;
  });
  const note =
    "A later layer overwrites files of an earlier one at the same path. Nothing at run time says so.";
  return section("layers", "Layers", html`${parts}`, note);
}

function stack(checked: CheckedFunction): Html {
  const { layers, opt, layerReport } = checked;
  const { overlaps, torn, unused, clashes, notes, bytes } = layerReport;
  const kept = layers.map((_, layer) => opt.filter((file) => file.layer === layer));
  const lost = layers.map((_, layer) =>
    opt.flatMap((file) => file.lost.filter((one) => one.layer === layer)),
  );
  const sums = layers.map((_, layer) => sum(kept[layer]));
  const gone = layers.map((_, layer) => sum(lost[layer]));
  const all = [...sums, ...gone].reduce((total, size) => total + size, 0);
  const rows = layers.map(
    (name, layer) => html`
      <tr>
        <th scope="row"><span class="dot s${layer % 8}" aria-hidden="true"></span>${layer + 1} ${brief(name, 80)}</th>
        <td class="number">${number(kept[layer]?.length ?? 0)}</td>
        <td class="number">${sizeText(sums[layer] ?? 0)}</td>
        <td class="number">${number(lost[layer]?.length ?? 0)}</td>
        <td class="number">${sizeText(gone[layer] ?? 0)}</td>
      </tr>
    `,
  );
  const code = bytes - all;
  const parts = [code, ...layers.map((_, layer) => (sums[layer] ?? 0) + (gone[layer] ?? 0))];
  return html`
    <p>
      Unzipped: ${sizeText(bytes)} of the ${sizeText(maxUnzippedBytes)} that Lambda takes
      (${share(bytes, maxUnzippedBytes)}), of which the function's own code has ${sizeText(code)}.
    </p>
    ${bar(parts, Math.max(bytes, maxUnzippedBytes), -1)}
    ${tableOf(`Files of each layer of ${shortened(checked.name, 80)}`, ["Layer, the lowest first", "Files in /opt", "Bytes", "Overwritten files", "Overwritten bytes"], rows)}
    ${listOf([...clashes.map(({ what }) => what), ...notes].map((text) => sentence(text)))}
    ${titled(
      "Torn packages: made of files of several layers",
      torn.map(
        ({ path, files }) => html`
          ${pathOf(path)}:
          ${Object.entries(files).map(([layer, count], at) => html`${at > 0 && ", "}${counted(count, "file")} of ${brief(layer, 80)}`)}
        `,
      ),
      true,
    )}
    ${titled(
      "What overwrites what",
      overlaps.map(
        ({ winner, loser, identical, replaced, wastedBytes, examples }) => html`
          <strong>${brief(winner, 80)}</strong> overwrites ${counted(identical + replaced, "file")} of
          <strong>${brief(loser, 80)}</strong>: ${number(replaced)} by other bytes, ${number(identical)} by
          the same. That wastes ${sizeText(wastedBytes)}.
          ${examples.length > 0 && html` For example ${examples.slice(0, 3).map((path, at) => html`${at > 0 && ", "}${pathOf(path)}`)}.`}
        `,
      ),
    )}
    ${titled(
      "Packages that nothing imports",
      unused.map(
        ({ layer, path, bytes: size }) => html`${pathOf(path)} of ${brief(layer, 80)}: ${sizeText(size)}`,
      ),
    )}
  `;
}

function titled(title: string, items: readonly Html[], open = false): Html {
  if (items.length === 0) return html``;
  return html`
    <details class="card"${open && html` open`}>
      <summary><h3>${title}</h3> <span class="note">${number(items.length)}</span></summary>
      ${listOf(items)}
    </details>
  `;
}

function listOf(items: readonly Html[]): Html {
  if (items.length === 0) return html``;
  const rest = items.length - most.texts;
  return html`
    <ul>
      ${items.slice(0, most.texts).map((item) => html`<li>${item}</li>`)}
      ${rest > 0 && html`<li>${number(rest)} more; the JSON report has all of them</li>`}
    </ul>
  `;
}

function sum(sizes: readonly { readonly bytes: number }[] = []): number {
  return sizes.reduce((all, one) => all + one.bytes, 0);
}
