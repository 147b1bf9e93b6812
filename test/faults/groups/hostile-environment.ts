/**
 * What a function sets for its own shells, loader and libraries reaches its extensions too. Each variable is
 * set to what harms whoever obeys it.
 */
import type { Tree } from "../../support/layer-run.ts";
import { answerAsWithout, type Cell, type Group, type Seen, usualLines } from "../fault.ts";
import {
  type HostileVariable,
  hostileEnvironment,
  hostileFiles,
  libc,
  loader,
  node,
  odd,
  shell,
} from "../hostile-variables.ts";
import { driven, type Shell } from "../runs/driven-extension.ts";
import { ordinary, runFunctionTwice } from "../runs/function-run.ts";

/** What the same shell does without the variable. */
const clean = new Map<Shell, ReturnType<typeof driven>>();

async function seen(variable: HostileVariable, by: Shell): Promise<Seen> {
  const usual = clean.get(by) ?? driven(by, hostileFiles, () => ({}));
  clean.set(by, usual);
  const [{ printed: _, ...demanded }, { printed, ...got }] = await Promise.all([
    usual,
    driven(by, hostileFiles, (folder) => hostileEnvironment(variable, folder)),
  ]);
  return {
    demanded,
    got,
    said: variable.noise === undefined ? printed : printed.replaceAll(variable.noise, ""),
  };
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
      injected:
        value.length > 100 || value.includes("\n")
          ? "a long value or one with lines"
          : `\`${value.replaceAll("`", "'")}\``,
      says: usualLines,
      run: () => Promise.all(ways.map((by) => seen(variable, by))),
    };
  });

/**
 * The function itself with all variables of a kind at once, as far as it survives them. Its answers are
 * compared, the wrapper's part included.
 */
const together = (variables: readonly HostileVariable[], without: RegExp): Record<string, string> =>
  Object.assign(
    {},
    ...variables
      .filter(
        ({ name, survivable, noise }) =>
          survivable === undefined && noise === undefined && !without.test(name),
      )
      .map((variable) => hostileEnvironment(variable, "/var/task/hostile")),
  );

const withFunction = (
  id: string,
  fault: string,
  injected: string,
  env: Readonly<Record<string, string>>,
  files: Tree = hostileFiles,
): Cell => ({
  id: `function-${id}`,
  fault,
  phase: "any",
  injected,
  answer: answerAsWithout,
  says: usualLines,
  run: () => runFunctionTwice({ files: { ...ordinary, ...files }, options: { env } }),
});

const endsWell = { code: 0, signal: null, during: "shutdown" } as const;

const functions: readonly Cell[] = [
  withFunction(
    "loader",
    "The loader's variables at once, with a function",
    "without its library path",
    together(loader, /^LD_(LIBRARY_PATH|DEBUG.*|PROFILE.*)$/),
  ),
  withFunction(
    "libc",
    "libc's variables at once, with a function",
    "as above",
    together(libc, /^(PATH|TZ)$/),
  ),
  withFunction("shell", "The shell's variables at once, with a function", "as above", together(shell, /^$/)),
  withFunction(
    "node",
    "Node's variables at once, with a function",
    "except those that end a function",
    together(
      node,
      /^(NODE_(CHANNEL_FD|UNIQUE_ID|DEBUG|DEBUG_NATIVE|TEST_CONTEXT|V8_COVERAGE|ICU_DATA|PATH)|OPENSSL_)/,
    ),
  ),
  withFunction(
    "bash-library",
    "A library that bash needs and Node does not, broken, in LD_LIBRARY_PATH",
    "`libtinfo.so.6`",
    {
      LD_LIBRARY_PATH: "/var/task/hostile/lib-of-bash:/lib64:/usr/lib64",
    },
  ),
  withFunction(
    "bash-library-default",
    "The same in Lambda's own library path, with no variable set",
    "/var/task/lib/libtinfo.so.6",
    {},
    {
      "lib/libtinfo.so.6": hostileFiles["hostile/lib-of-bash/libtinfo.so.6"],
    },
  ),
  {
    ...withFunction(
      "node-library",
      "A library that Node needs, broken, in LD_LIBRARY_PATH",
      "`libstdc++.so.6`",
      {},
    ),
    answer: "its own error, as without Outcrop",
    run: () =>
      runFunctionTwice({
        files: { ...ordinary, ...hostileFiles },
        options: { env: { LD_LIBRARY_PATH: "/var/task/hostile/lib" } },
        events: [{}],
        // Lambda initialises again for the first invoke.
        ends: [endsWell, endsWell],
      }),
  },
];

const cells: readonly Cell[] = [
  ...functions,
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
    "The function sets a variable for its own programs, which its extensions get too. The built layer's " +
    "extension has one invocation and the shutdown. The test compares its calls, lines and end with " +
    "those without the variable. It is started by dash or by bash under the name of sh, and the " +
    "loader's, libc's and Node's variables also without bash.",
  answer: "the extension asks, prints and ends as without the variable",
  cells,
};
