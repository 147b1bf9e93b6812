/** The function's process ends, or fails, in every way and at every time. */
import type { Program } from "../../support/program-arms.ts";
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { observedMain, programCell } from "../programs/program-cell.ts";

/** What the program does once it has reached the place where it ends. */
const ends: readonly (readonly [id: string, fault: string, code: string, flags?: readonly string[]])[] = [
  ["exit-0", "`process.exit(0)`", "process.exit(0);"],
  ["exit-3", "`process.exit(3)`", "process.exit(3);"],
  ["exit-code", "`process.exitCode = 5`", "process.exitCode = 5;"],
  ["exit-code-text", '`process.exitCode = "6"`', 'process.exitCode = "6";'],
  ["really-exit", "`process.reallyExit(4)`", "process.reallyExit(4);"],
  ["abort", "`process.abort()`", "require('node:fs').closeSync(2); process.abort();"],
  ...["SIGKILL", "SIGSEGV", "SIGTERM", "SIGABRT", "SIGBUS", "SIGINT", "SIGXCPU"].map(
    (signal) =>
      [
        signal.toLowerCase(),
        `${signal} from itself`,
        `process.kill(process.pid, "${signal}"); for (const end = Date.now() + 20000; Date.now() < end;);`,
      ] as const,
  ),
  ["throws", "An error that is not caught", 'throw new RangeError("thrown");'],
  ["throws-null", "`throw null`", "throw null;"],
  [
    "throws-getter",
    "An error whose stack throws",
    'throw Object.defineProperty(new Error("odd"), "stack", { get() { throw new Error("no stack"); } });',
  ],
  [
    "throws-proxy",
    "A proxy that throws at each look",
    'throw new Proxy({}, { get() { throw new Error("no looking"); } });',
  ],
  ["rejects", "A rejection that is not handled", 'Promise.reject(new RangeError("rejected"));'],
  ["rejects-text", "A rejection with a text", 'Promise.reject("rejected");'],
  // V8's text about its heap is different each time.
  [
    "out-of-memory",
    "Out of memory",
    "require('node:fs').closeSync(2); const held = []; for (;;) held.push(new Array(1e5).fill({}));",
    ["--max-old-space-size=24"],
  ],
  ["stack-overflow", "Stack overflow that is not caught", "(function deeper() { deeper(); })();"],
  [
    "stack-overflow-caught",
    "Stack overflow in the middle of resolutions, caught",
    `const errors = new Set(); let n = 0;
     const deeper = (pad) => {
       try { require("./absent-" + n++ % 500); } catch ({ code, name }) { errors.add(code ?? name); }
       return deeper(pad) + 1;
     };
     for (let i = 0; i < 15; i++) {
       const padded = (left) => left > 0 ? padded(left - 1) : deeper();
       try { padded(i); } catch (error) { errors.add(error.name); }
     }
     console.log([...errors].sort().join(), Error.stackTraceLimit, require("./part.cjs"));`,
    ["--stack-size=120"],
  ],
  [
    "own-handlers",
    "Handlers of its own for uncaught errors and rejections",
    `process.on("uncaughtException", (error, origin) => console.log("caught", error.message, origin));
     process.on("unhandledRejection", (reason) => console.log("unhandled", reason.message));
     process.on("uncaughtExceptionMonitor", (error, origin) => {
       console.log("monitored", error.message, origin);
     });
     Promise.reject(new Error("rejected")); setImmediate(() => { throw new Error("thrown"); });
     throw new Error("thrown at once");`,
  ],
  [
    "monitor-throws",
    "A monitor of uncaught errors that throws",
    `process.on("uncaughtExceptionMonitor", () => { throw new Error("from the monitor"); });
     throw new Error("first");`,
  ],
  [
    "handler-throws",
    "A handler of uncaught errors that throws",
    `process.on("uncaughtException", () => { throw new Error("from the handler"); });
     throw new Error("first");`,
  ],
  [
    "handler-exits",
    "A handler of uncaught errors that exits",
    `process.on("uncaughtException", () => process.exit(9)); throw new Error("first");`,
  ],
  [
    "capture-callback",
    "A capture callback for uncaught errors",
    `process.setUncaughtExceptionCaptureCallback((error) => console.log("captured", error.message));
     throw new Error("first");`,
  ],
  [
    "listener-exits",
    "An exit listener that exits",
    `process.on("exit", (code) => { console.log("leaving", code); process.exit(7); }); process.exit(2);`,
  ],
  [
    "listener-throws",
    "An exit listener that throws",
    `process.on("exit", () => { throw new Error("from the listener"); }); process.exit(2);`,
  ],
  [
    "listener-kills",
    "An exit listener that sends SIGKILL",
    `process.prependListener("exit", () => process.kill(process.pid, "SIGKILL")); process.exit(2);`,
  ],
  [
    "listener-loads",
    "An exit listener that loads",
    `process.on("exit", () => console.log(require("./part.cjs"))); process.exit(2);`,
  ],
  [
    "term-listener",
    "A SIGTERM listener that exits",
    `process.on("SIGTERM", () => process.exit(8));
     process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 20000);`,
  ],
  [
    "term-listener-stays",
    "A SIGTERM listener that goes on",
    `process.once("SIGTERM", (signal) => console.log("got", signal));
     process.kill(process.pid, "SIGTERM");
     const timer = setInterval(() => {}, 9);
     process.once("SIGTERM", () => clearInterval(timer));`,
  ],
  [
    "before-exit",
    "A `beforeExit` listener that starts again",
    `let rounds = 0;
     const start = () => console.log("round", rounds, require("./part.cjs"));
     process.on("beforeExit", () => { if (rounds++ < 2) setImmediate(start); });`,
  ],
  [
    "stopped",
    "SIGSTOP, then SIGCONT",
    `const goOn = 'while ! grep -q "State:.T" /proc/$0/status; do :; done; kill -CONT $0';
     const { spawn } = require("node:child_process");
     spawn("/bin/sh", ["-c", goOn, String(process.pid)], { stdio: "ignore" });
     process.on("SIGCONT", () => {}); process.kill(process.pid, "SIGSTOP");
     console.log("going on", require("./part.cjs"));`,
  ],
];

const times = {
  "at its top level": (code: string): string => code,
  "in a later turn": (code: string): string =>
    `setImmediate(async () => { await import("./part.mjs"); require("./other.cjs"); ${code} });`,
  "in an exit listener": (code: string): string => `process.on("exit", () => { ${code} });`,
} as const;

/** There, nothing asynchronous is run any more. */
const notAtExit: readonly string[] = [
  "exit-code-text",
  "stopped",
  "before-exit",
  "term-listener",
  "term-listener-stays",
  "own-handlers",
];

/**
 * Whether main's load must be in the journal: a batch is written when the load releases the thread, and when
 * the process learns that it ends.
 */
const untold = /^(sig|abort|really-exit|out-of-memory|listener-kills)/;

function program(code: string, flags: readonly string[]): Program {
  return {
    before: flags,
    files: { "main.cjs": code, "part.cjs": "module.exports = 'part';", "other.cjs": "", "part.mjs": "" },
  };
}

const cells: Cell[] = ends.map(([id, fault, code, flags = []]) =>
  programCell({
    id,
    fault,
    phase: "any",
    injected: `by the program, ${Object.keys(times)
      .filter((time) => time !== "in an exit listener" || !notAtExit.includes(id))
      .join(", ")}`,
    runs: Object.entries(times)
      .filter(([time]) => time !== "in an exit listener" || !notAtExit.includes(id))
      .map(([time, at]) => ({
        program: program(at(code), flags),
        recorded: untold.test(id) && time === "at its top level" ? () => true : observedMain,
      })),
  }),
);

export const group: Group = {
  title: "Ends of the function's process",
  half: "shim",
  about:
    "In a plain process. The test compares exit code, signal and all output. What was loaded before must " +
    "be recorded.",
  answer: answerAsWithout,
  cells,
};
