const units: Readonly<Record<string, number>> = { "": 1, K: 1e3, M: 1e6, G: 1e9 };

/** `100M` -> 100,000,000; null for text that is not a size. */
export function bytesOf(text: string): number | null {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([KMG]?)$/.exec(text) ?? [];
  return amount === undefined ? null : Math.round(Number(amount) * (units[unit] as number));
}
