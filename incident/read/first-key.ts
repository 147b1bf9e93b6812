/**
 * Classifies a line that is one JSON object by its first key. The lines of one file have few first keys, so
 * the latest ones are cached.
 */
import { containerKeys } from "./container-keys.ts";

/**
 * `message`: a message of the function. `event`: a flat event, such as from `jq -c '.events[]'`. `document`:
 * needs the JSON scanner.
 */
export type LineKind = "message" | "event" | "document";

interface KnownKey {
  /** `{"key":` */
  readonly beginning: Buffer;
  /** A quote follows. */
  readonly isText: boolean;
  readonly kind: LineKind;
}

const eventKeys: ReadonlySet<string> = new Set(
  "timestamp message ingestionTime eventId id logStreamName logGroupName".split(" "),
);
const quote = 0x22;
const headBytes = 100;
const maxKnown = 8;

export class FirstKey {
  readonly #known: KnownKey[] = [];

  /** Of a line that begins with `{`. */
  kindOf(bytes: Buffer, start: number, end: number): LineKind {
    for (const known of this.#known) if (begins(bytes, start, known)) return known.kind;
    const head = bytes.toString("latin1", start, Math.min(end, start + headBytes));
    const [, spaces, key = "", sign = ""] = /^\{(\s*)"([^"\\]{1,64})"\s*:\s*("?)/.exec(head) ?? [];
    if (spaces === undefined) return "document";
    const isText = sign !== "";
    const kind = kindOfKey(key, isText);
    const known = { beginning: Buffer.from(`{"${key}":`, "latin1"), isText, kind };
    if (begins(bytes, start, known)) {
      if (this.#known.length === maxKnown) this.#known.pop();
      this.#known.unshift(known);
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

function begins(bytes: Buffer, start: number, { beginning, isText }: KnownKey): boolean {
  for (let at = beginning.length - 1; at > 0; at--) if (bytes[start + at] !== beginning[at]) return false;
  return (bytes[start + beginning.length] === quote) === isText;
}
