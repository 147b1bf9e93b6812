/**
 * The first JSON object in a message: all of it, or the part after a prefix such as that of Lambda's
 * text format. Null without an object.
 */
export function firstObject(message: string): object | null {
  const start = message.indexOf("{");
  if (start === -1) return null;
  return parsed(message.slice(start)) ?? parsed(message.slice(start, endOf(message, start)));
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** After the brace that closes the one at `start`. */
function endOf(message: string, start: number): number {
  let depth = 0;
  let inText = false;
  for (let at = start; at < message.length; at++) {
    const character = message[at];
    if (inText) {
      if (character === "\\") at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
  }
  return message.length;
}
