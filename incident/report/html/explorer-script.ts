/**
 * The page's only script: filters the table of copies, opens and closes its details, copies the answer, opens
 * what a link points into, and opens findings and errors on paper where the browser's style cannot. The page
 * reads without it. What it searches is the table's own text, read once.
 */
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
  const copy = byId("copy");
  const pasted = byId("pasted");
  const copied = byId("copied");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pasted.value);
      copied.textContent = "Copied";
    } catch {
      pasted.hidden = false;
      pasted.select();
      copied.textContent = "Your browser does not let a file copy: the text below is selected";
    }
  });
  copy.hidden = false;
  const follow = () => {
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (target === null) return;
    const foldAround = (element) => element.parentElement.closest("details");
    for (let fold = foldAround(target); fold !== null; fold = foldAround(fold)) fold.open = true;
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.querySelector("summary").focus();
    } else target.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    // A second click on the same link changes no hash.
    if (link === null || link.hash !== location.hash) return;
    event.preventDefault();
    follow();
  });
  follow();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = Array.from(document.querySelectorAll("details.card:not([open])"));
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of closed) each.open = false;
    closed = [];
  });
})();
`;
