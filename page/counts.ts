/** Counts, shares, sizes and lists as every report writes them. */

const plurals: Readonly<Record<string, string>> = { copy: "copies", "more entry": "more entries" };

/** `1 invocation`, `1,234 invocations` */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${count === 1 ? noun : (plurals[noun] ?? `${noun}s`)}`;
}

export function number(count: number): string {
  return count.toLocaleString("en-US");
}

/** Never 0% or 100% for what is only nearly so, and no share of nothing. */
export function share(part: number, whole: number): string {
  if (whole <= 0) return "-";
  if (part >= whole) return "100%";
  const percent = (100 * part) / whole;
  if (part > 0 && percent < 0.1) return "under 0.1%";
  if (percent > 99.9) return "over 99.9%";
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.min(99, Math.round(percent))}%`;
}

/** In MB of a million bytes. */
export function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return `${size < 10 ? size.toFixed(1) : number(Math.round(size))} MB`;
}

/** The first few of many: `a, b and 3 more` */
export function listed(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(", ")} and ${number(rest)} more` : items.join(", ");
}

/** `a`, `a and b`, `a, b and 3 more` */
export function andList(items: readonly string[], most = 3): string {
  const shown = items.slice(0, items.length > most ? most - 1 : most);
  const rest = items.length - shown.length;
  const all = rest > 0 ? [...shown, `${number(rest)} more`] : shown;
  return all.length < 2 ? (all[0] ?? "none") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
