/**
 * The page's only script: filters the table of copies, opens and closes its details, and does what every
 * report's does. The page reads without it. What it searches is the table's own text, read once.
 */
import { reportScript } from "../../../page/report-script.ts";

export const explorerScript = `
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const tools = byId("tools");
  if (tools !== null) {
    const rows = Array.from(document.querySelectorAll("#copies tbody tr"), (row) => ({
      row,
      text: row.textContent.toLowerCase(),
      marked: row.hasAttribute("data-marked"),
    }));
    const filter = byId("filter");
    const only = byId("only");
    const count = byId("count");
    const total = rows.length.toLocaleString("en-US");
    const apply = () => {
      const words = filter.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
      let shown = 0;
      for (const { row, text, marked } of rows) {
        const fits = (marked || !only.checked) && words.every((word) => text.includes(word));
        if (row.hidden === fits) row.hidden = !fits;
        if (fits) shown++;
      }
      const found = shown.toLocaleString("en-US") + " of " + total + " copies";
      count.textContent = shown === 0 ? "No copy matches" : found;
    };
    const open = (wanted) => {
      for (const { row } of rows)
        if (!row.hidden || !wanted) for (const each of row.querySelectorAll("details")) each.open = wanted;
    };
    filter.addEventListener("input", apply);
    only.addEventListener("change", apply);
    byId("expand").addEventListener("click", () => open(true));
    byId("collapse").addEventListener("click", () => open(false));
    tools.addEventListener("submit", (event) => event.preventDefault());
    tools.hidden = false;
    apply();
  }
  ${reportScript}
})();
`;
