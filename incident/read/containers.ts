/**
 * What one element of a CloudWatch document says: the shapes of the API's answers, of the console's exports
 * and of deliveries.
 */
import { member } from "../../core/json.ts";
import { timeOf } from "./time.ts";
import { timeIn } from "./value-kinds.ts";

/** An event without its place in the file. */
export interface Content {
  readonly message: string;
  readonly timestamp: number | null;
  readonly logGroup: string | null;
  readonly logStream: string | null;
  readonly eventId: string | null;
}

export type ElementContent =
  | { readonly kind: "event"; readonly content: Content }
  /** Bytes that hold logs themselves, in base64. */
  | { readonly kind: "payload"; readonly base64: string }
  | { readonly kind: "bad"; readonly expected: string }
  /** Not an element of CloudWatch's. At the top of a file it is a message. */
  | { readonly kind: "other" };

const eventKeys: ReadonlySet<string> = new Set(
  [
    "timestamp message ingestionTime eventId id logStreamName logGroupName logGroupIdentifier",
    "logStream logGroup ptr extractedFields",
  ].flatMap((keys) => keys.split(" ")),
);

type Members = Readonly<Record<string, unknown>>;

/** @param context of the document around it: its log group and stream. */
export function readElement(value: unknown, context: ReadonlyMap<string, string>): ElementContent {
  if (typeof value === "string") return event({ message: value }, context);
  if (Array.isArray(value)) return readRow(value, context);
  if (!isMembers(value)) return { kind: "other" };
  const payload = payloadOf(value);
  if (payload !== null) return { kind: "payload", base64: payload };
  if (Object.keys(value).some((key) => key.startsWith("@"))) return readInsights(value, context);
  const keys = Object.keys(value);
  const own = typeof value["message"] === "string" && keys.every((key) => eventKeys.has(key));
  if (
    !own ||
    (keys.length > 1 && timeOf(value["timestamp"]) === null) ||
    (keys.length === 1 && context.size === 0)
  )
    return { kind: "other" };
  return event(value, context);
}

/**
 * Lambda's, Kinesis's and Firehose's deliveries, and what `kinesis get-records` answers. None of them has a
 * message: that would be a logger's line.
 */
function payloadOf(value: Members): string | null {
  if (Object.hasOwn(value, "message")) return null;
  for (const data of [
    member(value["awslogs"], "data"),
    member(value["kinesis"], "data"),
    value["data"],
    value["Data"],
  ]) {
    if (typeof data === "string" && data.length > 0 && /^[A-Za-z0-9+/=_-]*$/.test(data)) return data;
  }
  return null;
}

/** A result of Logs Insights as the API gives it, or `[timestamp, message]` as `--query` is often written. */
function readRow(row: readonly unknown[], context: ReadonlyMap<string, string>): ElementContent {
  const [first, second] = row;
  if (row.length === 2 && typeof first === "number" && typeof second === "string")
    return event({ timestamp: first, message: second }, context);
  const members: Record<string, unknown> = Object.create(null);
  for (const pair of row) {
    if (!isMembers(pair) || typeof pair["field"] !== "string") return { kind: "other" };
    members[pair["field"]] = pair["value"];
  }
  return readInsights(members, context);
}

export function readInsights(row: Members, context: ReadonlyMap<string, string>): ElementContent {
  const message = row["@message"] ?? row["message"];
  if (message === undefined || message === "")
    return { kind: "bad", expected: "a result with the field @message; add it to the query's `fields`" };
  const log = text(row["@log"]);
  return event(
    {
      message: typeof message === "string" ? message : JSON.stringify(message),
      timestamp: timeOf(row["@timestamp"] ?? row["timestamp"]) ?? timeIn(row["@timestamp"]),
      // <account>:<group>
      logGroup: log?.replace(/^\d{12}:/, "") ?? row["@log_group"] ?? row["logGroup"],
      logStream: row["@logStream"] ?? row["@log_stream"] ?? row["logStreamName"],
    },
    context,
  );
}

function event(value: Members, context: ReadonlyMap<string, string>): ElementContent {
  const identifier = text(value["logGroupIdentifier"]) ?? context.get("logGroupIdentifier");
  return {
    kind: "event",
    content: {
      message: withoutLineEnd(value["message"] as string),
      timestamp: timeOf(value["timestamp"]),
      logGroup:
        text(value["logGroup"]) ??
        text(value["logGroupName"]) ??
        context.get("logGroup") ??
        groupOf(identifier),
      logStream: text(value["logStreamName"]) ?? text(value["logStream"]) ?? context.get("logStream") ?? null,
      eventId: text(value["eventId"]) ?? text(value["id"]),
    },
  };
}

/** A regular expression would begin again at each line break inside. */
function withoutLineEnd(message: string): string {
  let end = message.length;
  while (message[end - 1] === "\n" || message[end - 1] === "\r") end--;
  return message.slice(0, end);
}

/** Live Tail names a group as `<account>:<group>` or by its ARN. */
function groupOf(identifier: string | null | undefined): string | null {
  if (identifier === null || identifier === undefined) return null;
  return identifier
    .replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, "")
    .replace(/^\d{12}:/, "")
    .replace(/:\*$/, "");
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
