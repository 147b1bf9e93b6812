/**
 * What the function's errors look like where Lambda's client posts them: foreign text, on its way into the
 * journal.
 */
import { encode, maxLineBytes } from "../../../core/journal/codec.ts";
import { failureOf, framesOf } from "../../../shim/failures.ts";
import type { Journal } from "../../../shim/journal-file.ts";
import { observeRuntimeClient } from "../../../shim/runtime-client.ts";
import type { Target } from "../target.ts";
import { decoder, json, sizeOf, words } from "./support.ts";

type Addon = Record<"done" | "error" | "next", (...args: unknown[]) => unknown>;

let size = 0;
const journal: Journal = {
  thread: 0,
  append(record) {
    const line = encode(record);
    if (Buffer.byteLength(line) > maxLineBytes)
      throw new Error("a record that is longer than any line may be");
    size += line.length;
  },
  flush() {},
  writeThrough() {},
  announceMarks() {},
  markEnd(requestId) {
    size += String(requestId).length;
  },
  settle() {},
  beforeEnd() {},
  spend() {},
  spent: () => 0,
};
const addon: Addon = { done: () => "done", error: () => "error", next: () => "next" };
observeRuntimeClient(journal, "/var/runtime/rapid-client.node", addon);

/** One invoke that fails: the first line is its id, the rest the error's body. */
export const runtimeClient: Target = {
  name: "runtime-client",
  share: 0.05,
  maxBytes: 32_768,
  words: [
    ...json,
    ...words(
      '"errorType":"',
      '"errorMessage":"',
      '"trace":["',
      '    at f (/var/task/a.js:1:2)"',
      "\\n    at ",
      '"stack":',
    ),
  ],
  operations: { base: 10_000, perByte: 5 },
  size: { base: 70_000, perByte: 4 },
  run(input) {
    size = 0;
    const text = decoder.decode(input);
    const at = text.indexOf("\n");
    const [id, body] = at === -1 ? ["", text] : [text.slice(0, at), text.slice(at + 1)];
    if (addon.next() !== "next" || addon.error(id, body) !== "error")
      throw new Error("the client does not get its own answer");
    // Only a hundred distinct failures are written down in a process: the parts that are kept are looked at
    // for each.
    const frames = framesOf(text, body.slice(0, 100), 50);
    if (frames.length > 50 || frames.some(({ length }) => length > 512))
      throw new Error("more of a stack than is kept");
    failureOf(journal, "uncaught", { name: id, code: body, message: body, stack: text });
    return size + sizeOf(frames);
  },
};
