import type { CompletionEntry } from "./completion-entry.ts";

export function fishScript(commands: readonly CompletionEntry[]): string {
  const lines = ["# fish completion for outcrop"];
  for (const { name, summary, options, words } of commands) {
    lines.push(`complete -c outcrop -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`);
    const here = quoted(`__fish_seen_subcommand_from ${name}`);
    for (const { name: option, short, takesValue, values } of options) {
      const value = values.length > 0 ? ` -x -a ${quoted(values.join(" "))}` : takesValue ? " -r" : "";
      lines.push(
        `complete -c outcrop -n ${here} -l ${option}${short === null ? "" : ` -s ${short}`}${value}`,
      );
    }
    if (words.length > 0) lines.push(`complete -c outcrop -n ${here} -f -a ${quoted(words.join(" "))}`);
  }
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
