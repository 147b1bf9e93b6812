import type { CompletionEntry } from "./completion-entry.ts";

/** Works with the bash 3.2 of macOS: no associative arrays, no mapfile. */
/** One case of the script: the option's values. */
function valueCase(command: string, option: string, values: readonly string[]): string {
  const reply = `COMPREPLY=($(compgen -W "${values.join(" ")}" -- "$word"))`;
  return `    "${command} --${option}") ${reply}; return ;;`;
}

export function bashScript(commands: readonly CompletionEntry[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return [
    "# bash completion for outcrop",
    "_outcrop() {",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="" command="${COMP_WORDS[1]}" words=""',
    "  COMPREPLY=()",
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${names} --help --version" -- "$word"))`,
    "    return",
    "  fi",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    '  before="${COMP_WORDS[COMP_CWORD-1]}"',
    '  case "$command $before" in',
    ...commands.flatMap(({ name, options }) => {
      const withValues = options.filter(({ values }) => values.length > 0);
      const free = options.filter(({ takesValue, values }) => takesValue && values.length === 0);
      return [
        ...withValues.map((option) => valueCase(name, option.name, option.values)),
        // The value may be a file.
        ...(free.length > 0
          ? [`    ${free.map((option) => `"${name} --${option.name}"`).join("|")}) return ;;`]
          : []),
      ];
    }),
    "  esac",
    '  case "$command" in',
    ...commands.map(
      ({ name, options, words }) =>
        `    ${name}) words="${[...options.map((option) => `--${option.name}`), ...words].join(" ")}" ;;`,
    ),
    "  esac",
    '  case "$word" in',
    '    -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;',
    '    *) case " $words " in',
    '      *" bash "*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;;',
    "    esac ;;",
    "  esac",
    "}",
    "# bash completes files itself.",
    "complete -o default -o bashdefault -F _outcrop outcrop",
    "",
  ].join("\n");
}
