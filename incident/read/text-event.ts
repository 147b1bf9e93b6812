/** An event of a tool's text output: it goes on, line by line, until another begins. */
import { isFenceAt } from "./fence.ts";
import { limits } from "./limits.ts";
import type { Marks } from "./marks.ts";
import { isLambdaText } from "./native.ts";
import type { ShapeName } from "./recognised.ts";
import type { Sink } from "./sink.ts";
import { isTextNoise, readText, shapeOfLine, type TextShape } from "./text-lines.ts";
import type { Window } from "./window.ts";

/** How much of a line without an end must be there to see what it is. */
const shapeBytes = 1_024;

const shapeNames: Readonly<Record<TextShape, ShapeName>> = {
  export: "an S3 export",
  tail: "aws logs tail",
  "tail-short": "aws logs tail",
  "text-output": "aws --output text",
  timed: "aws --output text",
};

export type TextOutcome = "more" | "done" | "too-long";

export class TextEvent {
  readonly #window: Window;
  readonly #shape: TextShape;
  /** How much of it is known to belong to it: a place in the file. */
  #known: number;

  /** For the event at the window's position. */
  constructor(window: Window, shape: TextShape) {
    this.#window = window;
    this.#shape = shape;
    this.#known = window.place;
  }

  read(sink: Sink, marks: Marks): TextOutcome {
    const window = this.#window;
    const end = this.#end();
    if (end === null && window.bytes.length - window.at <= limits.textBytes) return "more";
    if (end === null || end - window.at > limits.textBytes) return "too-long";
    if (marks.between(window.at, end)) {
      const text = window.text(window.at, end);
      const content = readText(this.#shape, text);
      // What follows a time may be a stream, or what another tool put before the message.
      if (content !== null && (this.#shape === "timed" || this.#shape === "export")) {
        // A line of Lambda's begins with a time too, and may have lost its tabs.
        const { message, ...around } = content;
        sink.message(isLambdaText(text) ? text.trim() : message, 0, around, shapeNames[this.#shape]);
      } else if (content !== null) sink.event(content, shapeNames[this.#shape]);
      else sink.problem("skipped an incomplete line of a CloudWatch tool; expected a time and a message");
    }
    window.pass(end);
    return "done";
  }

  /** Null when it is not known yet. */
  #end(): number | null {
    const { bytes, base, at, final } = this.#window;
    let end = this.#window.lineEnd(this.#known - base);
    while (end !== null) {
      this.#known = base + end;
      const next = end + 1;
      if (next >= bytes.length) return final ? end : null;
      const nextEnd = this.#window.lineEnd(next);
      if (nextEnd === null && bytes.length - next < shapeBytes) return null;
      if (begins(this.#shape, bytes, next, nextEnd ?? bytes.length) || end - at > limits.textBytes)
        return end;
      end = nextEnd;
    }
    return null;
  }
}

/**
 * Does another event begin here, after one of this shape? A time alone is too common in messages to end
 * another shape's event.
 */
function begins(shape: TextShape, bytes: Buffer, start: number, end: number): boolean {
  const next = shapeOfLine(bytes, start, end);
  if (next !== null) return next === shape || (next !== "tail-short" && next !== "timed");
  if (isFenceAt(bytes, start, end)) return true;
  return shape === "text-output" && isTextNoise(bytes.toString("latin1", start, Math.min(end, start + 200)));
}
