/** /opt as a tree: the layer whose file is there, what it overwrote, and bytes by layer. The script draws it. */
import { counted, number } from "../../../page/counts.ts";
import { html } from "../../../page/html.ts";
import { type Section, section } from "../../../page/sections.ts";
import type { CheckedFunction } from "../../check-function.ts";
import { explorerData, inScript } from "./explorer-data.ts";

/** Null where no function has a layer with files. */
export function explorerSection(functions: readonly CheckedFunction[]): Section | null {
  const data = explorerData(functions);
  const { functions: shown, leftOut } = data;
  if (shown.length === 0) return null;
  const options = shown.map(({ name }, at) => html`<option value="${at}">${name}</option>`);
  const kinds = [
    ["all", "all files"],
    ["changed", "what replaced other bytes"],
    ["same", "what overwrote the same bytes"],
    ["torn", "torn packages"],
    ["will", "what loads at the start"],
    ["may", "what may load later"],
    ["idle", "what never loads"],
  ].map(([value, text]) => html`<option value="${value}">${text}</option>`);
  const content = html`
    <p id="no-explorer" class="note">The tree of files needs a script. Without one, the sums above are what there is.</p>
    <form id="explorer-tools" class="tools" role="search" hidden>
      <label for="find">Search ${number(data.stacks.reduce((sum, { files }) => sum + files.length, 0))} files by the parts of their paths</label>
      <input id="find" type="search" autocomplete="off" spellcheck="false" maxlength="200">
      <span class="choice"${shown.length < 2 && html` hidden`}>
        <label for="of-function">Function</label> <select id="of-function">${options}</select>
      </span>
      <span class="choice"><label for="of-layer">Layer</label> <select id="of-layer"></select></span>
      <span class="choice"><label for="of-kind">Show</label> <select id="of-kind">${kinds}</select></span>
      <span class="choice">
        <label for="by">Sort by</label>
        <select id="by"><option value="name">name</option><option value="bytes">bytes</option></select>
      </span>
      <p id="found" role="status"></p>
    </form>
    <ul id="explorer-keys" class="keys" hidden></ul>
    <div id="explorer" class="explorer" role="region" tabindex="0" aria-label="Files" hidden></div>
    ${leftOut > 0 && html`<p class="note">${counted(leftOut, "file")} found no room on this page.</p>`}
    <script type="application/json" id="explorer-data">${inScript(data)}</script>
  `;
  const note =
    "Each file of /opt with the layer that it comes from. Open a file that overwrote others to see whose. " +
    "In the tree, the arrow keys move, open and close.";
  return section("explorer-section", "Explorer of /opt", content, note);
}
