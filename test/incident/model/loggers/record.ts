/**
 * Runs each shape of function/shapes.js once in the local Lambda, in both of Lambda's log formats, and keeps
 * the events that came of it. So the tests hold what the packages really write.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runFunction } from "../../../../sandbox/index.ts";

export const recordedPath = "test/incident/model/loggers/recorded.json";

const source = join(import.meta.dirname, "function");
const formats = ["Text", "JSON"] as const;

/** The messages of one shape's invocation, by shape and log format. */
export type Recorded = Readonly<
  Record<string, Readonly<Partial<Record<(typeof formats)[number], readonly string[]>>>>
>;

export async function recordShapes(): Promise<string> {
  const task = mkdtempSync(join(tmpdir(), "outcrop-loggers-"));
  try {
    cpSync(source, task, { recursive: true });
    execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: task, stdio: "pipe" });
    const { shapes } = (await import(pathToFileURL(join(task, "shapes.js")).href)) as {
      readonly shapes: Readonly<Record<string, unknown>>;
    };
    const names = Object.keys(shapes);
    const recorded = new Map<string, Record<string, readonly string[]>>(names.map((name) => [name, {}]));
    for (const logFormat of formats) {
      const { logs, responses } = await runFunction({
        task,
        layers: [],
        events: names.map((shape) => ({ shape })),
        memoryMb: 512,
        timeoutMs: 60_000,
        initTimeoutMs: 60_000,
        logFormat,
      });
      for (const [index, name] of names.entries()) {
        const requestId = responses[index]?.requestId ?? "";
        const of = recorded.get(name) ?? {};
        const messages = between(logs.stream, requestId);
        // What does not pass console is the same in both formats.
        if (logFormat === "Text" || messages.some((message) => message.includes('"requestId"')))
          of[logFormat] = messages;
      }
    }
    return `${JSON.stringify(Object.fromEntries(recorded), null, 1)}\n`;
  } finally {
    rmSync(task, { recursive: true, force: true });
  }
}

/** What is between an invocation's START and END, without what differs from run to run. */
function between(stream: readonly { readonly message: string }[], requestId: string): readonly string[] {
  const messages = stream.map(({ message }) => message);
  const start = messages.findIndex((message) => isMark(message, "START", "platform.start", requestId));
  const end = messages.findIndex((message) => isMark(message, "END", "platform.report", requestId));
  if (start < 0) throw new Error(`no START of ${requestId}`);
  return messages
    .slice(start + 1, end < 0 ? undefined : end)
    .map((message) => message.replaceAll(requestId, "8f3a0b52-6f6e-4b0a-9c0e-000000000001"));
}

function isMark(message: string, text: string, json: string, requestId: string): boolean {
  return message.includes(requestId) && (message.startsWith(text) || message.includes(json));
}
