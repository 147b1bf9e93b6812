/**
 * What is written to the function's log, from names, paths and texts that others chose. Each input line is
 * one value.
 */
import { failureLine } from "../../../core/telemetry/failure.ts";
import type { Line } from "../../../core/telemetry/lines.ts";
import { LineWriter } from "../../../extension/line-writer.ts";
import type { Target } from "../target.ts";
import { decoder, words } from "./support.ts";

const maxLambdaLineBytes = 64 * 1024;
/** Each value this many times, by the input's first byte: now and then a line that must be cut. */
const repeats = [1, 1, 40, 2_000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
/** A record of the journal is no longer. */
const maxValueLength = 70_000;

const identity = { environment: "0123456789abcdef", function_name: "f", function_version: "$LATEST" };
let writer: LineWriter | undefined;

/** What the writer puts on stdout for this line. */
function written(message: string, line: Line): string {
  writer ??= new LineWriter(identity, () => {});
  const { stdout } = process;
  const write = stdout.write;
  let output = "";
  stdout.write = ((text: string | Uint8Array) => {
    output += text;
    return true;
  }) as typeof stdout.write;
  try {
    writer.write("info", message, line);
  } finally {
    stdout.write = write;
  }
  return output;
}

export const lines: Target = {
  name: "lines",
  share: 0.02,
  maxBytes: 4_096,
  words: words(
    "\n",
    "\u001b[31m",
    "\u009b2J",
    "\u2028",
    "\u0000",
    "\ud800",
    "\uffff",
    '"',
    "\\",
    "\r\n",
    "\u007f",
    "😀",
    "outcrop",
    "__proto__",
  ),
  operations: { base: 500_000, perByte: 50 },
  size: { base: maxLambdaLineBytes * 2, perByte: 1 },
  run(input) {
    const values = decoder.decode(input).split("\n");
    const times = repeats[(input[0] ?? 0) % repeats.length] as number;
    const [name = "", path = "", specifier = "", importer = "", version = ""] = values.map((value) =>
      value.repeat(times).slice(0, maxValueLength),
    );
    const told: readonly Line[] = [
      {
        outcrop: "resolution",
        package: name,
        version,
        root: "function",
        path,
        modules: 1,
        importer,
        specifier,
        how: "require",
      },
      failureLine(
        {
          tag: "failure",
          thread: 0,
          phase: "invoke",
          ordinal: 1,
          name,
          code: path,
          message: specifier,
          frames: values,
          missing: { kind: "not-a-function", name, of: path, specifier },
          thrown: "by-engine",

          causes: [{ name, code: path, frames: values, missing: null }],
        },
        "invoke",
        importer,
        [path, name],
        {
          copies: [],
          mixed: null,
          judged: [],
          confidence: null,
          called: new Set(["a"]),
          cause: null,
          thrown: "by-engine",
          missing: { kind: "not-a-function", name, of: specifier, winnerHas: false, loserHas: null },
          text: version,
        },
      ),
    ];
    let size = 0;
    for (const line of told) {
      const output = written(name, line);
      check(output, line.outcrop);
      size += output.length;
    }
    return size;
  },
};

function check(output: string, type: string): void {
  if (!output.endsWith("\n")) throw new Error("a line without an end");
  const text = output.slice(0, -1);
  // C0, DEL, C1, and what some take for the end of a line.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text))
    throw new Error("a line with a control character");
  if (Buffer.byteLength(output) >= maxLambdaLineBytes)
    throw new Error(`a line of ${Buffer.byteLength(output)} bytes`);
  const parsed = JSON.parse(text) as Record<string, unknown>;
  // A line without a message has no level.
  const level = "message" in parsed ? "INFO" : undefined;
  if (parsed["outcrop"] !== type || parsed["schema"] !== 1 || parsed["level"] !== level)
    throw new Error("a line without its keys");
}
