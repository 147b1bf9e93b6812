/**
 * Where and when a message was logged, by what is next to it in a collector's document or line. The
 * nearest place wins: what a document says about itself before what the document around it says.
 */
import { groupIn, isEventId, streamIn, timeIn, timeInText } from "./value-kinds.ts";

export interface Place {
  readonly timestamp: number | null;
  readonly logGroup: string | null;
  readonly logStream: string | null;
  readonly eventId: string | null;
}

export const nowhere: Place = { timestamp: null, logGroup: null, logStream: null, eventId: null };

const maxMembers = 100;
const maxDepth = 4;
const timeNames = "@?timestamp|_?time|ts|t|date|datetime|eventtime|logtime|_messagetime|timeunixnano";
const timeKey = new RegExp(`^(?:${timeNames}|_?_?realtime_timestamp|@t)$`, "i");
/** Times of other things than the message. */
const otherTimeKey = new RegExp(
  "ingest|observ|receiv|creat|index|start|begin|end|first|last|until|since|expir|" +
    "offset|token|version|duration|count|size|bytes",
  "i",
);
const streamKey = /(?:^|[._])(?:aws_?)?(?:cloud_?watch_?)?log_?stream(?:_?name)?$|^@logstream$/i;
const groupKey = /(?:^|[._])(?:aws_?)?(?:cloud_?watch_?)?log_?group(?:_?name|_?identifier)?$|^@log$/i;
/** An id of digits is not a time. */
const anyIdKey = /(?:^|[._-])(?:id|ptr)$|Id$/;
const idKey = /^(?:event_?id|@?id|@?ptr)$/i;

type Entry = readonly [key: string, value: unknown];

/** Times only of the entries themselves; a stream and a group also of documents in them. */
export function placeOf(entries: readonly Entry[], around: Place): Place {
  let timestamp: number | null = null;
  let other: number | null = null;
  let last: number | null = null;
  let { logGroup, logStream, eventId } = around;
  const told = { group: false, stream: false };
  const tellPlace = (key: string, value: string): void => {
    if (!told.stream) {
      const named = streamKey.test(key) && value !== "" && value.length <= 512 ? value : streamIn(value);
      if (named !== null) [logStream, told.stream] = [named, true];
    }
    if (!told.group) {
      const named = groupKey.test(key) && value !== "" ? groupNamed(value) : groupIn(value);
      if (named !== null) [logGroup, told.group] = [named, true];
    }
    if (idKey.test(key) && isEventId(value)) eventId = value;
  };
  for (const [key, value] of entries.slice(0, maxMembers)) {
    if (typeof value === "object" && value !== null) {
      if (!told.stream || !told.group) for (const [key, text] of textsIn(value, 0)) tellPlace(key, text);
      continue;
    }
    if (typeof value === "string" && value.length <= 600) tellPlace(key, value);
    const at = timeIn(value);
    if (at === null || anyIdKey.test(key)) continue;
    if (timeKey.test(key)) timestamp ??= at;
    // Of several times the first is the message's: all else happens to it later.
    else if (!otherTimeKey.test(key)) other = Math.min(other ?? at, at);
    else last = Math.min(last ?? at, at);
  }
  return { timestamp: timestamp ?? other ?? around.timestamp ?? last, logGroup, logStream, eventId };
}

/** Of documents in documents, and of lists of names and values. Other lists hold other messages' places. */
function* textsIn(value: object, depth: number): Generator<readonly [key: string, text: string]> {
  const entries = Array.isArray(value) ? pairsOf(value) : Object.entries(value).slice(0, maxMembers);
  for (const [key, inner] of entries) {
    if (typeof inner === "string" && inner.length <= 600) yield [key, inner];
    else if (typeof inner === "object" && inner !== null && depth < maxDepth)
      yield* textsIn(inner, depth + 1);
  }
}

function pairsOf(values: readonly unknown[]): readonly Entry[] {
  const pairs: Entry[] = [];
  for (const pair of values.slice(0, maxMembers)) {
    const { key, name = key, value } = (pair ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof name !== "string" || value === undefined) return [];
    // OpenTelemetry's: `{"stringValue": …}`.
    const inner = typeof value === "object" && value !== null ? Object.values(value)[0] : value;
    pairs.push([name, inner]);
  }
  return pairs;
}

/** What a line says before its message: `sam logs`, syslog, `docker compose logs`. */
export function placeBefore(text: string, around: Place): Place {
  const near = text.length > 1_500 ? text.slice(-1_500) : text;
  const logStream = streamIn(near);
  const rest = logStream === null ? near : near.replace(logStream, " ");
  return {
    timestamp: timeInText(rest) ?? around.timestamp,
    logGroup: groupIn(rest) ?? around.logGroup,
    logStream: logStream ?? around.logStream,
    eventId: around.eventId,
  };
}

function groupNamed(value: string): string {
  return (
    groupIn(value) ??
    value
      .replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, "")
      .replace(/^\d{12}:/, "")
      .replace(/:\*$/, "")
  );
}
