/**
 * An item of a list as PyYAML and ruamel.yaml write it, which the AWS CLI uses: scalars are folded at 80
 * columns; one with a tab or a line break within is in double quotes, any other in single quotes where plain
 * would be read as something else.
 */
const width = 80;

export function yaml(item: Readonly<Record<string, string | number>>): string {
  const members = Object.entries(item).map(([key, value]) => `${key}: ${scalar(value, key.length + 4)}`);
  return `- ${members.join("\n  ")}\n`;
}

function scalar(value: string | number, column: number): string {
  if (typeof value === "number") return String(value);
  if (/^\d+$/.test(value)) return `'${value}'`;
  if (/^[\w/.][\w/.$[\]-]*$/.test(value)) return value;
  return /[\t\u0080-\uffff]|\n./s.test(value) ? doubleQuoted(value, column) : singleQuoted(value, column);
}

function singleQuoted(value: string, column: number): string {
  const [text, breaks] = [value.replace(/\n+$/, ""), value.length - value.replace(/\n+$/, "").length];
  const words = text.replaceAll("'", "''").split(/(?<=\S) (?=\S)/);
  let line = `'${words[0] ?? ""}`;
  let written = "";
  let at = column;
  for (const word of words.slice(1)) {
    if (at + line.length > width) {
      written += `${line}\n    `;
      line = word;
      at = 4;
    } else line += ` ${word}`;
  }
  return `${written}${line}${breaks > 0 ? `\n${"\n".repeat(breaks)}    ` : ""}'`;
}

function doubleQuoted(value: string, column: number): string {
  const text = JSON.stringify(value).slice(1, -1);
  let written = '"';
  let at = column;
  for (let from = 0; from < text.length; ) {
    const room = Math.max(10, width - at);
    const blank = text.indexOf(" ", from + room);
    const end = blank < 0 ? text.length : blank;
    written += text.slice(from, end);
    if (end < text.length) written += "\\\n    \\";
    from = end;
    at = 4;
  }
  return `${written}"`;
}
