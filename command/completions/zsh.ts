import type { CompletionEntry } from "./completion-entry.ts";

export function zshScript(commands: readonly CompletionEntry[]): string {
  return [
    "#compdef outcrop",
    "_outcrop() {",
    "  local -a commands",
    "  commands=(",
    ...commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`),
    "  )",
    "  if (( CURRENT == 2 )); then",
    "    _describe -t commands command commands",
    "    return",
    "  fi",
    "  local command=$words[2]",
    "  shift words",
    "  (( CURRENT-- ))",
    "  case $command in",
    ...commands.flatMap(({ name, options, words }) => [
      `    ${name})`,
      "      _arguments \\",
      ...options.map(({ name: option, takesValue, values }) => {
        const value =
          values.length > 0 ? `:${option}:(${values.join(" ")})` : takesValue ? `:${option}:_files` : "";
        return `        ${quoted(`*--${option}${value}`)} \\`;
      }),
      `        ${words.length > 0 ? quoted(`1:word:(${words.join(" ")})`) : "'*:file:_files'"}`,
      "      ;;",
    ]),
    "  esac",
    "}",
    "compdef _outcrop outcrop",
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
