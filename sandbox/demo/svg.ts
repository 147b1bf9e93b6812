/** Lines of a terminal as an SVG: text stays text, on a grid of equal cells whatever font the viewer has. */

const cell = { width: 8, height: 19 };
const fontSize = 13.3;
const margin = 20;
const ground = "#0d1117";
const plain = "#d6dde5";
const fonts =
  "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

/** The SGR codes that node:util's styleText writes for the styles the report uses. */
const colours: Readonly<Record<number, string>> = {
  31: "#ff7b72",
  32: "#56d364",
  33: "#e3b341",
  36: "#79c0ff",
};

interface Look {
  readonly fill: string;
  readonly bold: boolean;
  readonly dim: boolean;
}

const plainLook: Look = { fill: plain, bold: false, dim: false };

export function svgOfTerminal(lines: readonly string[], title: string): string {
  const runs = lines.map(runsOf);
  const columns = Math.max(...runs.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
  const width = 2 * margin + columns * cell.width;
  const height = 2 * margin + lines.length * cell.height;
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="10" fill="${ground}"/>`,
    `<g font-family="${fonts}" font-size="${fontSize}">`,
    ...runs.flatMap((line, index) => drawLine(line, margin + (index + 0.75) * cell.height)),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

interface Run {
  readonly text: string;
  readonly look: Look;
}

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  let look = plainLook;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape character sets a terminal's colours.
  for (const part of line.split(/(\u001b\[\d+m)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
    const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
    if (code !== undefined) look = changed(look, Number(code));
    else if (part !== "") runs.push({ text: part, look });
  }
  return runs;
}

function changed(look: Look, code: number): Look {
  switch (code) {
    case 1:
      return { ...look, bold: true };
    case 2:
      return { ...look, dim: true };
    case 22:
      return { ...look, bold: false, dim: false };
    default:
      return { ...look, fill: colours[code] ?? plain };
  }
}

function drawLine(runs: readonly Run[], y: number): string[] {
  let column = 0;
  return runs.flatMap(({ text, look }) => {
    const start = column;
    column += text.length;
    return wordGroups(text).map((group) => drawText(group.text, start + group.start, y, look));
  });
}

/** Parts without two blanks in a row: a viewer may make one of them. */
function wordGroups(text: string): { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map((match) => ({ text: match[0], start: match.index }));
}

function drawText(text: string, column: number, y: number, { fill, bold, dim }: Look): string {
  const style = `${bold ? ' font-weight="bold"' : ""}${dim ? ' opacity="0.65"' : ""}`;
  // textLength keeps columns below each other where the viewer's font has another width.
  const place = `x="${margin + column * cell.width}" y="${y}" textLength="${text.length * cell.width}"`;
  return `<text ${place} fill="${fill}"${style}>${xmlText(text)}</text>`;
}

function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
