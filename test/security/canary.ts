/** Secrets that occur nowhere else, and the search for them in every form in which they could get out. */
export interface Canary {
  readonly where: string;
  readonly secret: string;
}

let count = 0;

/** A secret of 24 letters and digits, in mixed case. */
export function canary(where: string): Canary {
  count++;
  // Multiplied by a number without common factors with 36^10: every count has digits of its own.
  const digits = ((BigInt(count) * 2_654_435_761_987n) % 36n ** 10n).toString(36).padStart(10, "0");
  return { where, secret: `CaNaRy${String(count).padStart(3, "0")}x${digits}ZqK` };
}

/**
 * As it is, in other cases, reversed, and as base64 (at each of its three alignments), hex and URL encoding
 * write it.
 */
export function formsOf({ secret }: Canary): string[] {
  const swapped = [...secret]
    .map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase()))
    .join("");
  const plain = [secret, secret.toLowerCase(), secret.toUpperCase(), swapped, [...secret].reverse().join("")];
  const encoded = [secret, swapped].flatMap((text) => {
    const aligned = [0, 1, 2].map((before) => {
      const base64 = Buffer.from("\0".repeat(before) + text).toString("base64url");
      // What depends on the bytes around it is left out.
      return base64.slice(before === 0 ? 0 : before + 1, Math.floor(((before + text.length) * 8) / 6));
    });
    const hex = Buffer.from(text).toString("hex");
    const percent = [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join("");
    return [...aligned, hex, hex.toUpperCase(), percent, percent.toUpperCase()];
  });
  // A part of it is too much as well.
  return [...plain, ...encoded, secret.slice(6, 20)];
}

/** The places of the canaries that are in these bytes in any form. */
export function found(canaries: readonly Canary[], bytes: string): string[] {
  return canaries
    .filter((one) => formsOf(one).some((form) => bytes.includes(form)))
    .map(({ where }) => where);
}
