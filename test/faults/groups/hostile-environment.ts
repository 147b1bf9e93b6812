/**
 * What a function sets for its own shells, loader and libraries reaches its extensions too. Each variable is set to what harms whoever obeys it.
 */
import { type Cell, type Group, type Seen, usualLines } from "../fault.ts";
import { type HostileVariable, hostileEnvironment, hostileFiles, libc, loader, node, odd, shell } from "../hostile-variables.ts";
import { driven, type Shell } from "../runs/driven-extension.ts";

/** What the same shell does without the variable. */
const clean = new Map<Shell, ReturnType<typeof driven>>();

async function seen(variable: HostileVariable, by: Shell): Promise<Seen> {
  const usual = clean.get(by) ?? driven(by, hostileFiles, () => ({}));
  clean.set(by, usual);
  const [{ printed: _, ...demanded }, { printed, ...got }] = await Promise.all([
    usual,
    driven(by, hostileFiles, (folder) => hostileEnvironment(variable, folder)),
  ]);
  return { demanded, got, said: variable.noise === undefined ? printed : printed.replaceAll(variable.noise, "") };
}

/** Names that differ in case or in signs alone are several. */
const ids = new Map<string, number>();
function idOf(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const count = (ids.get(id) ?? 0) + 1;
  ids.set(id, count);
  return count === 1 ? id : `${id}-${count}`;
}

const cellsOf = (variables: readonly HostileVariable[], kind: string, shells: readonly Shell[]): Cell[] =>
  variables.map((variable) => {
    const { name, value, beside = {}, survivable } = variable;
    const ways = survivable === undefined ? shells : shells.filter((by) => by !== "sh is bash");
    const others = Object.keys(beside).map((other) => ` with \`${other}\``);
    return {
      id: idOf(name),
      fault: `${kind}: \`${name}\`${others.join("")}${survivable === undefined ? "" : `, ${survivable}`}`,
      phase: "any",
      injected: value.length > 100 || value.includes("\n") ? "a long value or one with lines" : `\`${value.replaceAll("`", "'")}\``,
      says: usualLines,
      run: () => Promise.all(ways.map((by) => seen(variable, by))),
    };
  });

const cells: readonly Cell[] = [
  ...cellsOf(loader, "The loader's", ["sh", "sh is bash", "sh without bash"]),
  ...cellsOf(libc, "libc's", ["sh", "sh without bash"]),
  ...cellsOf(shell, "The shell's", ["sh", "sh is bash"]),
  ...cellsOf(node, "Node's", ["sh", "sh without bash"]),
  ...cellsOf(odd, "Odd", ["sh", "sh is bash", "sh without bash"]),
];

export const group: Group = {
  title: "A hostile environment",
  half: "extension",
  about:
    "The function sets a variable for its own programs, which its extensions get too. The built layer's extension has one invocation and the shutdown; its calls, lines and end are compared with those without the variable. It is started by dash or by bash under the name of sh, and the loader's, libc's and Node's also where there is no bash.",
  answer: "the extension asks, prints and ends as without the variable",
  cells,
};
