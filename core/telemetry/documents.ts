/**
 * Where a message holds a JSON document: the whole of it, behind Lambda's text prefix, or inside Lambda's
 * JSON log format.
 */
export type Document = Readonly<Record<string, unknown>>;

/** Outcrop's document in a message: an object with the text `outcrop` at its top. Null when there is none. */
export function outcropDocumentOf(message: string): Document | null {
  // Cheap first. No writer of JSON escapes a letter of ASCII.
  if (!message.includes("outcrop")) return null;
  for (const document of documentsOf(message)) if (typeof document["outcrop"] === "string") return document;
  return null;
}

/**
 * The documents a message may be read as, the outermost first: the message; what follows the third tab of the
 * text format (`<time>\t<request id>\t<level>\t…`); `message` and `record` of the JSON format, each an object
 * or the text of one.
 */
export function* documentsOf(message: string): Generator<Document> {
  const whole = objectOf(message) ?? objectOf(afterThirdTab(message));
  if (whole === null) return;
  yield whole;
  for (const key of ["message", "record"]) {
    const inner = whole[key];
    const document = typeof inner === "string" ? objectOf(inner) : isObject(inner) ? inner : null;
    if (document !== null) yield document;
  }
}

function afterThirdTab(message: string): string {
  let at = -1;
  for (let tab = 0; tab < 3; tab++) {
    at = message.indexOf("\t", at + 1);
    if (at < 0) return "";
  }
  return message.slice(at + 1);
}

function objectOf(text: string): Document | null {
  if (!/^\s*\{/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
