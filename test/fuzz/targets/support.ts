/** What several targets are written with. */
const encoder = new TextEncoder();
export const decoder = new TextDecoder();
export const words = (...texts: readonly string[]): readonly Uint8Array[] =>
  texts.map((text) => encoder.encode(text));
export const sizeOf = (answer: unknown): number => (JSON.stringify(answer, plain) ?? "").length;

function plain(_: string, value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return [...value];
  return typeof value === "bigint" ? String(value) : value;
}

export const json = words(
  "[]",
  "0",
  "true",
  '""',
  '"x"',
  '{"',
  '":',
  "[[[[",
  "]]]]",
  "{}",
  '"__proto__":{"polluted":1}',
  "null",
  '"',
  "\\ud800",
  "1e999",
  "-0",
  "\uFEFF",
  '"constructor":{',
);
