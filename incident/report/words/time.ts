/** Times as every report writes them: UTC, ISO, to the second. */
export function utc(timestamp: number | null): string {
  if (timestamp === null || !Number.isFinite(timestamp) || Math.abs(timestamp) > 8.64e15)
    return "at an unknown time";
  return `${new Date(timestamp).toISOString().slice(0, -5)}Z`;
}

/** `2026-03-14T03:12:04Z to 2026-03-14T04:00:00Z`, or one time where the two are the same second. */
export function fromTo(first: number, last: number): string {
  const [from, to] = [utc(first), utc(last)];
  return from === to ? from : `${from} to ${to}`;
}
