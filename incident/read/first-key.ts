/** What a line that is one JSON object may be, by its first key. Lines of one file have few first keys: those that were seen last are kept. */
import { containerKeys } from "./json-scanner.ts";

/** `message`: of the function's own. `event`: what `jq -c '.events[]'` leaves, which is flat. `document`: to be followed. */
export type LineKind = "message" | "event" | "document";

interface Known {
  /** `{"key":`, with the value's quote where it matters. */
  readonly beginning: Buffer;
  readonly kind: LineKind;
}

const eventKeys: ReadonlySet<string> = new Set("timestamp message ingestionTime eventId id logStreamName logGroupName".split(" "));
const headBytes = 100;
const maxKnown = 8;

export class FirstKey {
  readonly #known: Known[] = [];

  /** Of a line that begins with `{`. */
  kindOf(bytes: Buffer, start: number, end: number): LineKind {
    for (const { beginning, kind } of this.#known) if (isThere(bytes, start, beginning)) return kind;
    const head = bytes.toString("latin1", start, Math.min(end, start + headBytes));
    const [, spaces, key = "", quote = ""] = /^\{(\s*)"([^"\\]{1,64})"\s*:\s*("?)/.exec(head) ?? [];
    if (spaces === undefined) return "document";
    const kind = kindOfKey(key, quote === '"');
    const beginning = Buffer.from(`{"${key}":${quote}`, "latin1");
    if (isThere(bytes, start, beginning)) {
      if (this.#known.length === maxKnown) this.#known.pop();
      this.#known.unshift({ beginning, kind });
    }
    return kind;
  }
}

function kindOfKey(key: string, isText: boolean): LineKind {
  // CloudWatch's times are numbers.
  if (key === "timestamp" && isText) return "message";
  if (eventKeys.has(key)) return "event";
  return containerKeys.has(key) || key.startsWith("@") ? "document" : "message";
}

function isThere(bytes: Buffer, start: number, beginning: Buffer): boolean {
  for (let at = beginning.length - 1; at > 0; at--) if (bytes[start + at] !== beginning[at]) return false;
  return true;
}
