import { answerAsWithout, type Cell, type Group, type Seen, usualLines } from "../fault.ts";
import { type FunctionRun, ordinary, runFunctionTwice } from "../runs/function-run.ts";

const index = String(ordinary["index.js"]);

/** The ordinary function; `init` and `invoke` are JavaScript that it runs then, `fifo` the FIFO's path. */
const meddling = (init: string, invoke: string): FunctionRun => ({
  files: {
    ...ordinary,
    "index.js": `const fs = require("node:fs");
const { spawn } = require("node:child_process");
const fifo = "/tmp/.outcrop/alive";
const attempt = (act) => { try { act(); } catch {} };
attempt(() => { ${init} });
${index}
const { handler } = exports;
exports.handler = (event) => { attempt(() => { ${invoke} }); return handler(event); };`,
  },
});

const openToWrite = "fs.openSync(fifo, fs.constants.O_WRONLY | fs.constants.O_NONBLOCK)";

const meddlings = [
  ["removed", "removed", "fs.rmSync(fifo);"],
  ["a-file", "replaced by a file", 'fs.rmSync(fifo); fs.writeFileSync(fifo, "x");'],
  ["a-folder", "replaced by a folder", "fs.rmSync(fifo); fs.mkdirSync(fifo);"],
  [
    "another",
    "replaced by another FIFO",
    'fs.rmSync(fifo); require("node:child_process").spawnSync("mkfifo", [fifo]);',
  ],
  [
    "written",
    "written to until it is full",
    `const file = fs.openSync(fifo, fs.constants.O_RDWR | fs.constants.O_NONBLOCK);
for (;;) fs.writeSync(file, "x".repeat(4096));`,
  ],
  [
    "read",
    "opened for reading and kept",
    "fs.openSync(fifo, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);",
  ],
  [
    "closed",
    "closed with every descriptor that leads to it",
    `for (const file of fs.readdirSync("/proc/self/fd")) attempt(() => {
  if (fs.readlinkSync("/proc/self/fd/" + file) === fifo) fs.closeSync(Number(file));
});`,
  ],
  [
    "held",
    "kept open by a child process that outlives the invoke",
    `if (!fs.existsSync("/tmp/held")) {
  fs.writeFileSync("/tmp/held", "");
  const file = ${openToWrite};
  spawn("sleep", ["3"], { stdio: ["ignore", "ignore", "ignore", file] }).unref();
}`,
  ],
] as const;

const byFunction = meddlings.flatMap(([id, fault, act]): Cell[] => [
  {
    id: `${id}-at-init`,
    fault: `The FIFO is ${fault}, by the function`,
    phase: "init",
    injected: "in its first line",
    says: usualLines,
    run: () => runFunctionTwice(meddling(act, "")),
  },
  {
    id: `${id}-in-invoke`,
    fault: `The FIFO is ${fault}, by the function`,
    phase: "invoke",
    injected: "in every invoke",
    says: usualLines,
    run: () => runFunctionTwice(meddling("", act)),
  },
]);

/** The function starts once `register` is answered: shell that runs before it is asked. */
const beforeFunction = (act: string) => (): Promise<Seen> =>
  runFunctionTwice({
    strike: {
      byShell: true,
      files: {
        "outcrop/launcher.bash": (content) => {
          const text = String(content);
          const made = "make_journal 2>/dev/null &&";
          if (!text.includes(made)) throw new Error("the launcher is not the one that is changed here");
          return text.replace(made, `${made} ${act} &&`);
        },
      },
    },
  });

const early: readonly Cell[] = (
  [
    ["removed", "removed", 'rm "$folder/alive"'],
    ["a-file", "replaced by a file", '{ rm "$folder/alive"; : >"$folder/alive"; }'],
    ["a-folder", "replaced by a folder", '{ rm "$folder/alive"; mkdir "$folder/alive"; }'],
    ["a-link", "replaced by a link", '{ rm "$folder/alive"; ln -s /dev/null "$folder/alive"; }'],
    ["another", "replaced by a FIFO that nothing reads", '{ rm "$folder/alive"; mkfifo "$folder/alive"; }'],
    ["forbidden", "forbidden to open", 'chmod 0 "$folder/alive"'],
    ["held", "held by another process all the time", '{ sleep 3 >"$folder/alive" 2>/dev/null & }'],
    ["closed", "closed by the extension that should read it", "exec 7<&-"],
  ] as const
).map(([id, fault, act]) => ({
  id: `${id}-before`,
  fault: `The FIFO is ${fault}`,
  phase: "init",
  injected: "by the launcher, before the function starts",
  says: usualLines,
  run: beforeFunction(act),
}));

/** In the function's process and in both runs, before the shim or anything else. */
const openFails = (path: string): FunctionRun => ({
  files: {
    ...ordinary,
    "no-descriptor.cjs": `const fs = require("node:fs");
const { openSync } = fs;
fs.openSync = (path, ...rest) => {
  if (String(path).startsWith("${path}")) throw Object.assign(new Error("EMFILE"), { code: "EMFILE" });
  return openSync(path, ...rest);
};`,
  },
  options: { env: { NODE_OPTIONS: "--require /var/task/no-descriptor.cjs" } },
});

const dying = (first: boolean, more = ""): FunctionRun => ({
  files: {
    ...ordinary,
    "index.js": `const fs = require("node:fs");
const { spawn } = require("node:child_process");
const fifo = "/tmp/.outcrop/alive";
exports.handler = async ({ die }) => {
  if (!die) return 1;
  try { ${more} } catch {}
  process.kill(process.pid, "SIGKILL");
};`,
  },
  events: first ? [{ die: true }, {}] : [{}, { die: true }, {}],
  ends: [
    { code: 0, signal: null, during: "shutdown" },
    { code: 0, signal: null, during: "shutdown" },
  ],
});

const hold = `const file = ${openToWrite};
spawn("sleep", ["20"], { detached: true, stdio: ["ignore", "ignore", "ignore", file] });`;

const deaths: readonly Cell[] = [
  {
    id: "death-in-first-invoke",
    fault: "The function's process is killed in the first invoke, while Node starts",
    phase: "invoke",
    injected: "SIGKILL",
    says: usualLines,
    run: () => runFunctionTwice(dying(true)),
  },
  {
    id: "death-in-later-invoke",
    fault: "The function's process is killed in a later invoke",
    phase: "invoke",
    injected: "SIGKILL",
    says: usualLines,
    run: () => runFunctionTwice(dying(false)),
  },
  {
    id: "death-untold",
    fault:
      "The function's process is killed, and a child of it holds the FIFO, so that nothing reports the death",
    phase: "invoke",
    injected: "SIGKILL; the platform ends the extension that still waits for the invoke's end",
    says: usualLines,
    run: () =>
      runFunctionTwice({
        ...dying(false, hold),
        layered: { shutdownMs: 2_000 },
        ends: [
          { code: null, signal: "SIGKILL", during: "shutdown" },
          { code: 0, signal: null, during: "shutdown" },
        ],
      }),
  },
];

const cells: readonly Cell[] = [
  ...byFunction,
  ...early,
  {
    id: "no-descriptor",
    fault: "The function's process has no descriptor left for the FIFO",
    phase: "init",
    injected:
      "`openSync` fails with EMFILE there, by a preload before the shim; the shim then keeps out of it",
    says: usualLines,
    run: () => runFunctionTwice(openFails("/tmp/.outcrop/alive")),
  },
  ...deaths,
];

export const group: Group = {
  title: "Whether the function lives",
  half: "extension",
  about:
    "The function's process holds the FIFO /tmp/.outcrop/alive open, made by the launcher's shell, and " +
    "writes its end marks there. The kernel informs the extension when no process holds the FIFO open. " +
    "The function can break it.",
  answer: answerAsWithout,
  cells,
};
