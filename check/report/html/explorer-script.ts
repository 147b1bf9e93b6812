/**
 * The page's only script. It draws /opt as a tree (WAI-ARIA's pattern for one) whose folders are filled when
 * they are opened, or as a list of what a search finds, and does what every report's script does. Names become
 * text only: they are never read as HTML.
 */
import { reportScript } from "../../../page/report-script.ts";
import { treeScript } from "./tree-script.ts";

const searchScript = `
  const fits = (file) => {
    const kind = byId("of-kind").value;
    const layer = byId("of-layer").value;
    if (layer !== "" && file.layer !== Number(layer) && !file.lost.some(([lost]) => lost === Number(layer)))
      return false;
    if (kind === "all") return true;
    if (kind === "torn") return file.torn;
    if (kind === "idle") return file.loads === null;
    return kind === "will" || kind === "may" ? file.loads === kind : file.state === kind;
  };
  const words = () => byId("find").value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  const filtered = () => words().length > 0 || byId("of-kind").value !== "all" || byId("of-layer").value !== "";
  const found = (model) => {
    const wanted = words();
    const hits = model.files.filter((file) => {
      if (!fits(file)) return false;
      file.lower ??= file.path.toLowerCase();
      return wanted.every((word) => file.lower.includes(word));
    });
    return sorted(hits, (file) => file.path);
  };
  const drawList = (model) => {
    const hits = found(model);
    const list = make("ul", { class: "hits" });
    const fill = (from) => {
      for (const file of hits.slice(from, from + chunk)) {
        const item = make("li");
        item.append(row(file, file.path, model));
        for (const lost of file.lost) item.append(make("p", { class: "note" }, lostText(lost, model)));
        list.append(item);
      }
      const rest = hits.length - from - chunk;
      if (rest <= 0) return;
      const more = make("button", { type: "button" }, "Show " + count(Math.min(chunk, rest)) + " more");
      const last = make("li");
      last.append(more);
      list.append(last);
      more.addEventListener("click", () => {
        last.remove();
        const at = list.children.length;
        fill(from + chunk);
        list.children[at].tabIndex = -1;
        list.children[at].focus();
      });
    };
    fill(0);
    const bytes = hits.reduce((sum, file) => sum + file.bytes, 0);
    const text = count(hits.length) + " of " + count(model.files.length) + " files, " + size(bytes);
    byId("found").textContent = hits.length === 0 ? "No file matches" : text;
    explorer.replaceChildren(list);
  };
  const draw = () => {
    const model = current();
    if (filtered()) drawList(model);
    else {
      byId("found").textContent = count(model.files.length) + " files, " + size(model.root.bytes);
      explorer.replaceChildren(treeOf(model));
    }
  };
  const drawKeys = () => {
    const { layers } = current();
    byId("explorer-keys").replaceChildren(...layers.map((name, at) => {
      const key = make("li");
      key.append(make("span", { class: "dot s" + (at % 8), "aria-hidden": "true" }), at + 1 + " " + name);
      return key;
    }));
    const options = ["any", ...layers.map((name, at) => at + 1 + " " + name)];
    byId("of-layer").replaceChildren(...options.map((text, at) =>
      make("option", { value: at === 0 ? "" : String(at - 1) }, text)));
  };
  let waiting = 0;
  byId("find").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, 120);
  });
  for (const id of ["of-layer", "of-kind", "by"]) byId(id).addEventListener("change", draw);
  byId("of-function").addEventListener("change", () => {
    drawKeys();
    draw();
  });
  byId("explorer-tools").addEventListener("submit", (event) => event.preventDefault());
  drawKeys();
  draw();
  byId("no-explorer").remove();
  for (const id of ["explorer-tools", "explorer-keys", "explorer"]) byId(id).hidden = false;
`;

export const checkScript = `
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const explorer = byId("explorer");
  const start = () => {${treeScript}${searchScript}};
  if (explorer !== null) start();
  ${reportScript}
})();
`;
