/**
 * The Markdown that text widgets use: headings, paragraphs, tables, lists, **bold**, *italic*, `code` and
 * [links](https://…). Everything else is text, HTML above all.
 */
import { Html, html } from "./html.ts";

export function renderMarkdown(markdown: string): Html {
  const blocks = markdown
    .split(/\n\s*\n|\n(?=#{1,6} )|(?<=^#{1,6} [^\n]*)\n/m)
    .map((block) => block.trim())
    .filter((block) => block !== "");
  return html`${blocks.map(renderBlock)}`;
}

function renderBlock(block: string): Html {
  const heading = /^(#{1,6}) ([^\n]*)$/.exec(block);
  if (heading?.[1] !== undefined) {
    // The page's own heading is the first level; a body's widgets begin below it.
    const level = Math.min(6, Math.max(2, heading[1].length));
    return new Html(`<h${level}>${inline(heading[2] ?? "")}</h${level}>`);
  }
  const lines = block.split("\n");
  if (lines[1] !== undefined && lines[0]?.startsWith("|") && /^\|[\s:|-]+\|$/.test(lines[1].trim()))
    return renderTable(lines);
  if (lines.every((line) => /^\s*[-*] /.test(line)))
    return html`<ul>${lines.map((line) => html`<li>${inline(line.replace(/^\s*[-*] /, ""))}</li>`)}</ul>`;
  return html`<p>${inline(lines.join(" "))}</p>`;
}

function renderTable([head = "", , ...rows]: readonly string[]): Html {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split("|")
      .map((cell) => inline(cell.trim()));
  const columns = cells(head).map((cell) => html`<th scope="col">${cell}</th>`);
  const cellOf = (cell: Html, at: number) =>
    at === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`;
  return html`
    <table>
      <thead><tr>${columns}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${cells(row).map(cellOf)}</tr>`)}</tbody>
    </table>
  `;
}

const span = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g;

function inline(text: string): Html {
  const parts: Html[] = [];
  let from = 0;
  for (const match of text.matchAll(span)) {
    const [whole, code, bold, italic, label, address] = match;
    parts.push(html`${text.slice(from, match.index)}`);
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (bold !== undefined) parts.push(html`<strong>${bold}</strong>`);
    else if (italic !== undefined) parts.push(html`<em>${italic}</em>`);
    else parts.push(html`<a href="${address}" rel="noreferrer">${label}</a>`);
    from = match.index + whole.length;
  }
  return html`${parts}${text.slice(from)}`;
}
