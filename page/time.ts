/** Times as the page writes them: UTC, and no finer than what is shown needs. */

export function dateTime(timestamp: number, withMs = false): string {
  const text = isoOf(timestamp);
  return text === null ? "unknown" : `${text.slice(0, 10)} ${text.slice(11, withMs ? 23 : 19)}`;
}

/** A tick of a time axis, so many milliseconds from the next. */
export function tickText(timestamp: number, stepMs: number): string {
  const text = isoOf(timestamp);
  if (text === null) return "";
  if (stepMs < 1000) return text.slice(11, 23);
  if (stepMs < 60_000) return text.slice(11, 19);
  return stepMs < 86_400_000 ? text.slice(11, 16) : text.slice(5, 10);
}

export function duration(ms: number): string {
  const units: readonly (readonly [string, number])[] = [
    ["day", 86_400_000],
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1000],
  ];
  const [name, size] = units.find(([, size]) => ms >= size) ?? ["ms", 1];
  const count = Math.round((ms / size) * 10) / 10;
  return name === "ms" ? `${Math.round(ms)} ms` : `${count} ${name}${count === 1 ? "" : "s"}`;
}

function isoOf(timestamp: number): string | null {
  return Number.isFinite(timestamp) && Math.abs(timestamp) <= 8.64e15
    ? new Date(timestamp).toISOString()
    : null;
}
