/**
 * Faults that are caused inside the extension's process before its first line runs: sources of CommonJS
 * preloads.
 */

/**
 * Where an error strikes. `count` counts the calls of `next`, from 1. The event is delivered directly after
 * the strike or, with `first`, after the thrown error has been handled.
 */
export type Stage =
  | { readonly at: "start" | "register" | "subscribe" }
  | { readonly at: "next"; readonly count: number }
  | { readonly at: "event"; readonly count: number; readonly first: boolean };

export const preloads = {
  /** Connections `from` to `to`, counted from 1, go to a port that has no listener. */
  refuseConnections: (from: number, to: number): string => `
const { Socket } = require("node:net");
const { connect } = Socket.prototype;
let count = 0;
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  count++;
  if (count >= ${from} && count <= ${to}) options.port = 1;
  return connect.apply(this, args);
};`,

  silentLookups: 'require("node:dns").lookup = () => ({});',

  noPort: `
const { Server } = require("node:net");
Server.prototype.listen = function () {
  const error = Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE" });
  process.nextTick(() => this.emit("error", error));
  return this;
};`,

  /** Runs `strike` when the process starts, calls one of Lambda's APIs, or gets an event. */
  atStage: (stage: Stage, strike: string): string => `
const strike = () => { ${strike} };
const stage = ${JSON.stringify(stage)};
const { Socket } = require("node:net");
const { write, on } = Socket.prototype;
const calls = { register: "/register", subscribe: "/telemetry", next: "/next" };
const due = new WeakSet();
let nexts = 0;
Socket.prototype.write = function (text, ...rest) {
  const path = String(text).split(" ", 2)[1] ?? "";
  const isNext = path.endsWith(calls.next);
  if (isNext) nexts++;
  if (path.endsWith(calls[stage.at]) && (!isNext || nexts === stage.count)) strike();
  const written = write.call(this, text, ...rest);
  // Not before: the write itself listens too.
  if (stage.at === "event" && isNext && nexts === stage.count) due.add(this);
  return written;
};
Socket.prototype.on = function (name, listener) {
  if (name !== "close" || !due.delete(this)) return on.call(this, name, listener);
  return on.call(this, name, (...args) => {
    if (stage.first) process.once("uncaughtException", () => listener(...args));
    else listener(...args);
    strike();
  });
};
if (stage.at === "start") strike();`,

  exception: 'setImmediate(() => { throw new TypeError("struck"); });',
  rejection: 'Promise.reject(new TypeError("struck"));',
  /** An error of a class of its own, whose every property throws. */
  evilError: `
setImmediate(() => {
  throw new Proxy(new Error(), {
    get() { throw new Error("evil"); },
    getPrototypeOf() { throw new Error("evil"); },
  });
});`,
  /** Until the heap's limit ends the process. */
  exhaustMemory: "const kept = []; for (;;) kept.push(new Array(1e5).fill({}));",

  /**
   * The calls of this function of node:fs, `from` to `to` and counted from 1, fail with the code; those by
   * which Node starts the extension do not count. At its end the process says how many there were: `calls
   * <n>` on stderr.
   */
  failFile: (name: string, code: string, from: number, to = from): string => `
const fs = require("node:fs");
let count = 0;
const failing = (original) => function (...args) {
  if (String(args[0]).endsWith("/extension.cjs")) return original.apply(this, args);
  count++;
  if (count >= ${from} && count <= ${to})
    throw Object.assign(new Error("${code}: struck"), { code: "${code}", syscall: "${name}" });
  return original.apply(this, args);
};
const original = fs.${name};
fs.${name} = Object.assign(failing(original), original);
if (original.native) fs.${name}.native = failing(original.native);
process.on("exit", () => process.stderr.write("calls " + count + "\\n"));`,

  /** The watcher reports no change of the end mark. */
  silentWatch: 'require("node:fs").watch = () => new (require("node:events"))();',

  /** The watcher of the end mark breaks, some time after it was made. */
  watchError: `
const fs = require("node:fs");
const { watch } = fs;
fs.watch = (...args) => {
  const watcher = watch(...args);
  setTimeout(() => watcher.emit("error", Object.assign(new Error("EIO"), { code: "EIO" })), 50);
  return watcher;
};`,

  /** To the file that is stdout. */
  failWrites: (code: string): string => `
const fs = require("node:fs");
const { writeSync } = fs;
fs.writeSync = (file, ...rest) => {
  if (file === 1) throw Object.assign(new Error("${code}"), { code: "${code}" });
  return writeSync(file, ...rest);
};`,

  /**
   * The clock is `ms` off, at once or while `when` holds: JavaScript that knows of `looks` at the clock and
   * `thaws`.
   */
  shiftClock: (ms: number, when = "true"): string => `
const RealDate = Date;
let looks = 0;
let thaws = 0;
process.on("SIGCONT", () => thaws++);
const shifted = () => RealDate.now() + ((${when}) ? ${ms} : 0);
globalThis.Date = class extends RealDate {
  constructor(...args) { super(...(args.length === 0 ? [shifted()] : args)); }
  static now() { return shifted(); }
};`,
};
