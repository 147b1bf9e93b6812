/** What a line that is one JSON object may be, by its first key. Lines of one file have few first keys, one after the other: the last is kept. */
import { containerKeys } from "./json-scanner.ts";

/** `message`: of the function's own. `event`: what `jq -c '.events[]'` leaves, which is flat. `document`: to be followed. */
export type LineKind = "message" | "event" | "document";

const eventKeys: ReadonlySet<string> = new Set("timestamp message ingestionTime eventId id logStreamName logGroupName".split(" "));
const maxKeyBytes = 64;
const quote = 0x22;

export class FirstKey {
  #last: Buffer = Buffer.alloc(0);
  #kind: LineKind = "document";

  /** Of a line that begins with `{`. */
  kindOf(bytes: Buffer, start: number, end: number): LineKind {
    const last = this.#last;
    if (last.length > 0 && bytes[start + last.length - 1] === quote && isSame(bytes, start, last)) return this.#kind;
    const [head, key = "", value] =
      /^\{\s*"([^"\\]{1,64})"\s*:\s*(.?)/.exec(bytes.toString("latin1", start, Math.min(end, start + 100))) ?? [];
    if (head === undefined) return "document";
    // CloudWatch's times are numbers.
    if (key === "timestamp") return value === quoteSign ? "message" : "event";
    const kind = eventKeys.has(key) ? "event" : containerKeys.has(key) || key.startsWith("@") ? "document" : "message";
    if (head.startsWith('{"') && key.length <= maxKeyBytes) {
      this.#last = Buffer.from(`{"${key}"`, "latin1");
      this.#kind = kind;
    }
    return kind;
  }
}

const quoteSign = '"';

function isSame(bytes: Buffer, start: number, last: Buffer): boolean {
  for (let at = last.length - 2; at > 0; at--) if (bytes[start + at] !== last[at]) return false;
  return true;
}
