import type { Completed } from "./completed.ts";

/** Works with the bash 3.2 of macOS: no associative arrays, no mapfile. */
export function bashScript(commands: readonly Completed[]): string {
  return [
    "# bash completion for outcrop",
    "_outcrop() {",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="" command="${COMP_WORDS[1]}" words=""',
    "  COMPREPLY=()",
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(" ")} --help --version" -- "$word"))`,
    "    return",
    "  fi",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    '  before="${COMP_WORDS[COMP_CWORD-1]}"',
    '  case "$command $before" in',
    ...commands.flatMap(({ name, options }) => {
      const withValues = options.filter(({ values }) => values.length > 0);
      const free = options.filter(({ takesValue, values }) => takesValue && values.length === 0);
      return [
        ...withValues.map(
          (option) =>
            `    "${name} --${option.name}") COMPREPLY=($(compgen -W "${option.values.join(" ")}" -- "$word")); return ;;`,
        ),
        // A value that is a file, as far as can be known.
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
    "# What it does not know it leaves to bash: files.",
    "complete -o default -o bashdefault -F _outcrop outcrop",
    "",
  ].join("\n");
}
