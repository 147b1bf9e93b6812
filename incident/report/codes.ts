/**
 * Codes with their arguments as the JSON report has them: the same members under snake_case keys. A copy has
 * only its four keys.
 */
export function codes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(codes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      key === "link" && typeof member === "string" ? [] : [[snakeCase(key), codes(member)]],
    ),
  );
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
