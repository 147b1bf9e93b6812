/**
 * What the functions write themselves: a few words, a structured line of a logger, now and then a payload or
 * an error that was handled.
 */
import type { Random } from "../../fuzz/random.ts";
import type { Moment } from "./platform-lines.ts";

const words = (
  "order customer payment accepted queued retry total stock region warehouse carrier label invoice " +
  "basket voucher queue batch"
).split(" ");
const fewest = 5;
const most = 11;

export function ownLines(random: Random, moment: Moment): string[] {
  return Array.from({ length: fewest + random.below(most - fewest + 1) }, () => ownLine(random, moment));
}

function ownLine(random: Random, { format, requestId, at }: Moment): string {
  const kind = random.below(20);
  const timestamp = new Date(at).toISOString();
  const text = kind === 0 ? `no error while ${sentence(random, 8)}` : sentence(random, 6 + random.below(20));
  if (kind < 9 && format === "text") return `${timestamp}\t${requestId}\tINFO\t${text}`;
  if (kind < 9) return JSON.stringify({ timestamp, level: "INFO", requestId, message: text });
  // As structured loggers write to stdout in either format.
  const base = {
    level: "INFO",
    message: text,
    service: "orders",
    timestamp,
    function_request_id: requestId,
    cold_start: false,
  };
  const traced = {
    ...base,
    xray_trace_id: `1-${requestId.slice(0, 8)}-${requestId.slice(-12)}`,
    customer: random.below(1_000_000),
  };
  if (kind < 19) return JSON.stringify(traced);
  const items = Array.from({ length: 4 + random.below(12) }, () => ({
    sku: sentence(random, 2),
    count: random.below(9),
    price: random.below(9_999) / 100,
  }));
  return JSON.stringify({ ...traced, payload: JSON.stringify({ items, note: sentence(random, 10) }) });
}

function sentence(random: Random, length: number): string {
  let text = words[random.below(words.length)] as string;
  for (let left = length; left > 1; left--) text += ` ${words[random.below(words.length)]}`;
  return text;
}
