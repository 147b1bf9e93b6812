/**
 * The conversation with the launcher's shell, which is this process's parent. The shell asks Lambda for
 * events until everything is loaded here (layer-template/outcrop/events.bash). The conversation has lines:
 * the shell writes to descriptor 0, and reads from descriptor 5.
 *
 * This process sends `ready` when nothing is left to prepare, `taken` when it receives the events from now
 * on, `told` when its end has been explained, `shutdown DEADLINE` and `done`. The shell sends once what has
 * happened, in order, and `go UNTIL`.
 */
import { writeSync } from "node:fs";
import { Socket } from "node:net";
import { decodeEndMark } from "../core/journal/end-mark.ts";
import type { ShutdownEvent } from "./extensions-api.ts";
import { death, type InvocationEnd, isEndOf, markedEnd } from "./invocation-end.ts";

const fromShell = 0;
const toShell = 5;

/** The shell sends at most 32 KiB. */
const maxBytes = 128 * 1024;

/** An invocation that the shell saw. */
export interface PastInvocation {
  readonly requestId: string;
  /** Null if it has not been seen. */
  end: InvocationEnd | null;
  /** How long the shell held the environment for work after the invocation, in milliseconds. */
  heldMs: number;
}

export interface Takeover {
  readonly invocations: readonly PastInvocation[];
  /** How many more invocations there were than the shell keeps. */
  readonly dropped: number;
  readonly shutdown: ShutdownEvent | null;
  /** The end of the time for work now, in milliseconds since the epoch. */
  readonly untilMs: number;
}

export class Launcher {
  readonly #socket = new Socket({ fd: fromShell, readable: true, writable: false });
  #isWaiting = true;

  /** Whether the shell still asks for events. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Resolves when the shell hands over the events. When the shell ends, this process ends too. */
  takeOver(): Promise<Takeover> {
    const { promise, resolve } = Promise.withResolvers<Takeover>();
    let text = "";
    this.#socket.setEncoding("latin1");
    this.#socket.on("data", (chunk) => {
      if (text.length < maxBytes) text += chunk;
      const takeover = parseTakeover(text);
      if (takeover === null) return;
      text = "";
      this.#isWaiting = false;
      this.say("taken");
      resolve(takeover);
    });
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => process.exit(1));
    return promise;
  }

  say(word: "ready" | "taken" | "told" | "done" | `shutdown ${number}`): void {
    try {
      writeSync(toShell, `${word}\n`);
    } catch {}
  }
}

/** Null until the last line has arrived. Unknown lines are ignored. Never throws. */
export function parseTakeover(text: string): Takeover | null {
  const lines = text.split("\n").slice(0, -1);
  const go = /^go (\d+)$/.exec(lines.at(-1) ?? "");
  if (go === null) return null;
  const invocations: PastInvocation[] = [];
  let dropped = 0;
  let shutdown: ShutdownEvent | null = null;
  for (const line of lines) {
    const space = line.indexOf(" ");
    const [word, rest] = space === -1 ? [line, ""] : [line.slice(0, space), line.slice(space + 1)];
    if (word === "invoke") invocations.push({ requestId: rest, end: null, heldMs: 0 });
    else if (word === "mark") setEnd(invocations, rest);
    else if (word === "death") setDeath(invocations);
    else if (word === "held") addHeld(invocations, Number(rest));
    else if (word === "dropped") dropped = Number(rest) || 0;
    else if (word === "shutdown") shutdown = shutdownOf(rest);
  }
  return { invocations, dropped, shutdown, untilMs: Number(go[1]) };
}

/** Adds it to the latest invocation that it can be the end of. */
function setEnd(invocations: readonly PastInvocation[], line: string): void {
  const mark = decodeEndMark(line);
  if (mark === null) return;
  const ended = invocations.findLast(
    ({ requestId, end }) => end === null && isEndOf(requestId, mark.requestId),
  );
  if (ended !== undefined) ended.end = markedEnd(mark);
}

function setDeath(invocations: readonly PastInvocation[]): void {
  const last = invocations.at(-1);
  if (last?.end === null) last.end = death;
}

function addHeld(invocations: readonly PastInvocation[], ms: number): void {
  const last = invocations.at(-1);
  if (last !== undefined && ms > 0) last.heldMs += ms;
}

/** `DEADLINE REASON`. */
function shutdownOf(text: string): ShutdownEvent | null {
  const [, deadline, shutdownReason] = /^(\d+) (.*)$/.exec(text) ?? [];
  return shutdownReason === undefined
    ? null
    : { eventType: "SHUTDOWN", deadlineMs: Number(deadline), shutdownReason };
}
