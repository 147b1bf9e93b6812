/**
 * Takes out of results what differs from one run to the next, and Node's own frames: their names and lines
 * are not the function's business.
 */

const nodeFrame = /^\s+at (.*\()?(async )?node:[a-z]/;

const masks: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "<id>"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "<time>"],
  [/\bRoot=1-[0-9a-f]+-[0-9a-f]+;Parent=[0-9a-f]+/g, "<trace>"],
  [/\b127\.0\.0\.1:\d{4,5}\b/g, "<api>"],
  [/\b\d+(\.\d+)? ms\b/g, "<duration>"],
  [/\bMax Memory Used: \d+ MB/g, "<memory>"],
  [/\(node:\d+\)/g, "(node:<pid>)"],
  // The place that heads the report of an uncaught error.
  [/^node:internal\/\S+$/gm, "<node>"],
  // V8 looks a receiver's method name up when it formats a stack, which for a failed resolution Outcrop makes
  // it do at once.
  [/\bImmediate\._onImmediate\b/g, "Immediate.<anonymous>"],
  // A stack that was logged as JSON.
  [/,?"\s+at ([^"]*\()?(async )?node:[a-z][^"]*"/g, ""],
];

export function masked<T>(value: T): T {
  if (typeof value === "string") return maskedLines(value).join("\n") as T;
  if (Array.isArray(value))
    return value.filter((item) => !(typeof item === "string" && nodeFrame.test(item))).map(masked) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, masked(member)])) as T;
}

export function maskedLines(text: string): string[] {
  let result = text
    .split("\n")
    .filter((line) => !nodeFrame.test(line))
    .join("\n");
  for (const [pattern, word] of masks) result = result.replace(pattern, word);
  return result.split("\n").filter((line) => line !== "");
}
