import { answerAsWithout, type Cell, type Group, nothing, type Seen, usualLines } from "../fault.ts";
import { runFunctionTwice } from "../runs/function-run.ts";
import { preloads } from "../runs/preloads.ts";

const pipe = "/tmp/stdout";
/** Opened for reading and writing, so that the open does not wait for another process. */
const intoPipe = `mkfifo ${pipe}; exec 3<>${pipe} >${pipe}`;

const moduleCount = 400;

/** Loads so much that the lines of it do not fit into a pipe (64 KiB). */
const chatty = {
  "index.js": `for (let i = 0; i < ${moduleCount}; i++) require("./modules/" + i);
exports.handler = async (event) => ({ event, loaded: Object.keys(require.cache).length });`,
  ...Object.fromEntries(Array.from({ length: moduleCount }, (_, i) => [`modules/${i}.js`, ""])),
};

const chattering =
  (launcher: string, preload = "") =>
  (): Promise<Seen> =>
    runFunctionTwice({
      files: chatty,
      events: [1, 2, 3],
      layered: { env: { OUTCROP_DETAIL: "modules" } },
      strike: { launcher, preload },
    });

const common = { phase: "any", says: nothing } as const;

const cells: readonly Cell[] = [
  {
    ...common,
    id: "closed",
    fault: "stdout is closed",
    injected: "`exec >&-` in the launcher",
    run: chattering("exec >&-"),
  },
  {
    ...common,
    id: "no-reader",
    fault: "stdout is a pipe whose reader is gone (EPIPE)",
    injected: "a FIFO that nothing has open",
    run: chattering(`${intoPipe} 3<&-`),
  },
  {
    ...common,
    id: "full-device",
    fault: "stdout takes nothing (ENOSPC)",
    injected: "`exec >/dev/full`",
    run: chattering("exec >/dev/full"),
  },
  {
    ...common,
    id: "blocked",
    fault: "stdout is a full pipe that nothing reads",
    injected: "a FIFO that is open and never read; 400 lines at once",
    run: chattering(intoPipe),
  },
  {
    ...common,
    id: "slow",
    fault: "stdout is a pipe that is read slowly",
    injected: "one line in 2 ms; 400 lines at once",
    says: usualLines,
    run: chattering(
      `mkfifo ${pipe}
(while IFS= read -r line; do sleep 0.002; printf '%s\\n' "$line"; done <${pipe}) &
exec >${pipe}`,
    ),
  },
  {
    ...common,
    id: "try-again",
    fault: "stdout is a file that answers EAGAIN",
    injected: "every write of the extension to it",
    run: chattering("exec >/tmp/stdout.log", preloads.failWrites("EAGAIN")),
  },
  {
    ...common,
    id: "disk-full",
    fault: "stdout is a file on a full disk",
    injected: "ENOSPC for every write of the extension to it",
    run: chattering("exec >/tmp/stdout.log", preloads.failWrites("ENOSPC")),
  },
  {
    ...common,
    id: "stderr-closed",
    fault: "stderr is closed",
    injected: "`exec 2>&-`",
    says: usualLines,
    run: chattering("exec 2>&-"),
  },
  {
    ...common,
    id: "all-closed",
    fault: "stdin, stdout and stderr are closed",
    injected: "`exec <&- >&- 2>&-`",
    run: chattering("exec <&- >&- 2>&-"),
  },
];

export const group: Group = {
  title: "The extension's output",
  half: "extension",
  about: "Lines that cannot be written are lost; nothing waits for them.",
  answer: answerAsWithout,
  cells,
};
