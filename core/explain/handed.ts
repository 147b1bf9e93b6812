/** Names of what a function's code gets handed over or makes itself, and of globals: of no package. */
const handed: ReadonlySet<string> = new Set([
  "body",
  "callback",
  "cb",
  "context",
  "ctx",
  "data",
  "done",
  "event",
  "fn",
  "handler",
  "input",
  "item",
  "items",
  "next",
  "payload",
  "record",
  "records",
  "reject",
  "req",
  "request",
  "res",
  "resolve",
  "response",
  "result",
  "this",
]);

/** What the platform hands to a handler: what is read from it comes from no package. */
const ofPlatform: ReadonlySet<string> = new Set(["event", "context"]);

export function isHanded(name: string): boolean {
  return handed.has(name) || name in globalThis;
}

export function isOfPlatform(name: string): boolean {
  return ofPlatform.has(name);
}
