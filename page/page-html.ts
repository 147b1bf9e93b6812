/**
 * A page of docs/findings as HTML. Code blocks and lists are read here, the rest by page/markdown.ts. Links
 * become text: the report has none that leave it.
 */
import { Html, html } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";

/** Fenced code, or lines that are list items with what continues them. */
const block = /^```\w*\n([\s\S]*?)^```$|((?:^(?:-|\d+\.) .*\n?(?:^ +\S.*\n?)*)+)/gm;

/** @param markdown its first heading is left out: whoever shows the page has said it */
export function pageHtml(markdown: string): Html {
  const text = withoutLinks(markdown.replace(/^# .*\n/, "")).replace(/^## /gm, "#### ");
  const parts: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(block)) {
    const [whole, code, list] = match;
    parts.push(renderMarkdown(text.slice(from, match.index)));
    parts.push(code === undefined ? listOf(list ?? "") : html`<pre>${code.trimEnd()}</pre>`);
    from = match.index + whole.length;
  }
  return html`${parts}${renderMarkdown(text.slice(from))}`;
}

/** Each item is a paragraph of Markdown without a paragraph's tags. */
function listOf(text: string): Html {
  const items = text
    .split(/^(?=(?:-|\d+\.) )/m)
    .map((item) => renderMarkdown(item.replace(/^(?:-|\d+\.) +/, "").replace(/\s*\n\s*/g, " ")).text)
    .map((item) => html`<li>${new Html(item.replace(/^<p>|<\/p>$/g, ""))}</li>`);
  return /^\d/.test(text) ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, address: string) =>
    address.startsWith("https://") && !address.includes(label) ? `${label} (${address})` : label,
  );
}
