/**
 * Each access of the shim to a file fails in turn, and what the extension left in /tmp is not what the shim
 * expects.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Program, runProgram } from "../../support/program-arms.ts";
import { answerAsWithout, type Cell, type Group } from "../fault.ts";
import { meddled, meddledCell } from "../programs/meddled.ts";
import { type ProgramRun, programCell } from "../programs/program-cell.ts";

const methods = ["openSync", "writeSync", "closeSync"] as const;
const codes = ["EMFILE", "ENOSPC", "EACCES", "EIO", "EROFS", "EINTR", "EAGAIN", "EBADF"] as const;

/**
 * Fails the nth access to the journal or the end mark by one method, and with `FAULT_SINCE` all after it.
 * Writes to `FAULT_COUNTS` how many there were.
 */
const injection = `
const fs = require("node:fs");
const { appendFileSync, openSync, writeSync, closeSync } = fs;
const { FAULT_METHOD, FAULT_AT, FAULT_SINCE, FAULT_CODE, FAULT_COUNTS } = process.env;
const ours = new Set();
let accesses = 0;
const strike = (method) => {
  if (method !== FAULT_METHOD) return false;
  accesses++;
  if (FAULT_COUNTS) appendFileSync(FAULT_COUNTS, "x");
  if (FAULT_AT === undefined) return false;
  return FAULT_SINCE ? accesses >= Number(FAULT_AT) : accesses === Number(FAULT_AT);
};
const fail = () => { throw Object.assign(new Error(FAULT_CODE + ": injected"), { code: FAULT_CODE }); };
fs.openSync = (path, ...rest) => {
  // Only then is there anything to close.
  if (FAULT_METHOD === "closeSync" && String(path).endsWith("/end-mark")) fail();
  if (!String(path).includes("/.outcrop/")) return openSync(path, ...rest);
  if (strike("openSync")) fail();
  const file = openSync(path, ...rest);
  ours.add(file);
  return file;
};
fs.writeSync = (file, data, ...rest) => {
  if (!ours.has(file)) return writeSync(file, data, ...rest);
  if (!strike("writeSync")) return writeSync(file, data, ...rest);
  if (FAULT_CODE === "short") return writeSync(file, data.slice(0, data.length >> 1));
  if (FAULT_CODE === "nothing") return 0;
  if (FAULT_CODE === "null") throw null;
  fail();
};
fs.closeSync = (file) => {
  if (ours.delete(file) && strike("closeSync")) fail();
  closeSync(file);
};
`;

function injected(env: Readonly<Record<string, string>>): Program {
  const program = meddled("", "init");
  return {
    ...program,
    before: ["--require", "./inject.cjs"],
    env,
    files: { ...program.files, "inject.cjs": injection },
  };
}

/** A run for each time the method is used, and one where it never works. */
async function eachAccess(method: string, code: string): Promise<ProgramRun[]> {
  const fault = { FAULT_METHOD: method, FAULT_CODE: code };
  const times = await countAccesses(method);
  const strikes = Array.from({ length: times }, (_, i) => ({ FAULT_AT: String(i + 1) }));
  return [...strikes, { FAULT_AT: "1", FAULT_SINCE: "1" }].map((strike) => ({
    program: injected({ ...fault, ...strike }),
    // A write that took a part leaves the start of a line.
    recorded: ({ strange }) => strange <= (code === "short" ? 1 : 0),
  }));
}

/** How often the shim uses the method where nothing fails. It closes only what it could not use. */
async function countAccesses(method: string): Promise<number> {
  const counts = join(tmpdir(), `outcrop-accesses-${process.pid}-${method}`);
  try {
    writeFileSync(counts, "");
    await runProgram(injected({ FAULT_METHOD: method, FAULT_COUNTS: counts }));
    return statSync(counts).size;
  } finally {
    rmSync(counts);
  }
}

/** What `writeSync` does in other ways than to fail with a code. */
const oddities: Readonly<Record<string, string>> = {
  short: "takes a part",
  nothing: "takes nothing",
  null: "throws null",
};

const failing: Cell[] = methods.flatMap((method) =>
  [...codes, ...(method === "writeSync" ? Object.keys(oddities) : [])].map((code) =>
    programCell({
      id: `${method.toLowerCase()}-${code.toLowerCase()}`,
      fault: `\`${method}\` ${oddities[code] ?? `fails with ${code}`}`,
      phase: "any",
      injected: "an `fs` that fails at each access in turn, and at all",
      runs: () => eachAccess(method, code),
    }),
  ),
);

const journal = `const fs = require("node:fs");
const folder = process.env.OUTCROP_SYSROOT + "/tmp/.outcrop";
const journal = folder + "/journal";`;

const meddlings: readonly (readonly [id: string, fault: string, meddling: string])[] = [
  ["unlinked", "the journal is removed", "fs.rmSync(journal);"],
  ["wiped", "/tmp is emptied", "fs.rmSync(folder, { recursive: true });"],
  ["truncated", "the journal is cut", "fs.truncateSync(journal, 0);"],
  ["half-lines", "the journal ends in half a line", `fs.appendFileSync(journal, '["r",0,"requ');`],
  [
    "random-bytes",
    "the journal is overwritten with random bytes",
    `fs.writeFileSync(journal, require("node:crypto").randomBytes(5000));`,
  ],
  [
    "swapped",
    "the journal is replaced by a symbolic link",
    `fs.rmSync(journal); fs.symlinkSync("/dev/null", journal);`,
  ],
  [
    "huge",
    "the journal is a gigabyte long",
    "fs.truncateSync(journal, 2 ** 30); fs.truncateSync(journal, 0);",
  ],
  ["locked", "the folder's mode forbids everything", "fs.chmodSync(journal, 0); fs.chmodSync(folder, 0);"],
  [
    "closed",
    "the function closes the shim's descriptors",
    `for (const fd of fs.readdirSync("/proc/self/fd")) {
      try {
        if (fs.readlinkSync("/proc/self/fd/" + fd).startsWith(folder)) fs.closeSync(Number(fd));
      } catch {}
    }`,
  ],
  [
    "no-descriptor-left",
    "no descriptor is left",
    `const path = __filename; for (;;) try { fs.openSync(path); } catch (error) { break; }`,
  ],
];

const meddledJournals: Cell[] = meddlings.map(([id, fault, meddling]) =>
  meddledCell({
    id: `journal-${id}`,
    fault: `While the function runs, ${fault}`,
    injected: "by the program",
    at: ["init", "handler"],
    observed: false,
    meddling: journal + meddling,
    more: id === "no-descriptor-left" ? { shell: "ulimit -n 64" } : {},
  }),
);

type Prepare = (journals: string) => void;

const without =
  (name: string, then?: (path: string) => void): Prepare =>
  (journals) => {
    const path = join(journals, name);
    rmSync(path, { recursive: true });
    then?.(path);
  };
const pipe = (path: string): void => void spawnSync("mkfifo", [path]);
const link = (path: string): void => {
  writeFileSync(join(path, "../victim"), "untouched");
  symlinkSync("victim", path);
};

const prepared: readonly (readonly [id: string, fault: string, prepare: Prepare])[] = [
  ["no-folder", "there is no folder", without("")],
  [
    "folder-is-file",
    "the folder is a file",
    without("", (path) => writeFileSync(path.replace(/\/$/, ""), "")),
  ],
  [
    "folder-is-loop",
    "the folder is a link to itself",
    without("", (path) => symlinkSync(".outcrop", path.replace(/\/$/, ""))),
  ],
  ["folder-mode", "the folder's mode forbids everything", (journals) => chmodSync(journals, 0)],
  ["no-journal", "there is no journal", without("journal")],
  ["no-end-mark", "there is no end mark", without("end-mark")],
  ["journal-is-folder", "the journal is a folder", without("journal", (path) => mkdirSync(path))],
  ["journal-is-pipe", "the journal is a pipe that nothing reads", without("journal", pipe)],
  ["end-mark-is-pipe", "the end mark is a pipe that nothing reads", without("end-mark", pipe)],
  ["journal-is-link", "the journal is a symbolic link", without("journal", link)],
  ["end-mark-is-link", "the end mark is a symbolic link", without("end-mark", link)],
  [
    "journal-is-long",
    "the journal is long already",
    (journals) => truncateSync(join(journals, "journal"), 2 ** 26),
  ],
];

const says = `const { readFileSync } = require("node:fs");
process.on("exit", () => {
  try {
    const victim = readFileSync(process.env.OUTCROP_SYSROOT + "/tmp/.outcrop/victim");
    process.stdout.write("victim " + victim + "\\n");
  } catch {}
});`;

const found: Cell[] = prepared.map(([id, fault, prepare]) =>
  programCell({
    id: `found-${id}`,
    fault: `When the process starts, ${fault}`,
    phase: "init",
    injected: "left in /tmp",
    runs: [{ program: meddled(says, "init", { prepare }), recorded: () => true }],
  }),
);

const limits: Cell[] = (
  [
    ["file-size", "No file may grow", "ulimit -f 0"],
    ["descriptors", "There are 40 descriptors for the process", "ulimit -n 40"],
    ["core", "There are 24 descriptors for the process", "ulimit -n 24"],
  ] as const
).map(([id, fault, shell]) =>
  programCell({
    id: `limit-${id}`,
    fault,
    phase: "any",
    injected: `\`${shell}\``,
    runs: [{ program: meddled("", "init", { shell }), recorded: () => true }],
  }),
);

export const group: Group = {
  title: "The shim's files",
  half: "shim",
  about:
    "The program is that of the groups before. Every line must be whole, except one that a disk cut off.",
  answer: answerAsWithout,
  cells: [...failing, ...meddledJournals, ...found, ...limits],
};
