/** The lines that Outcrop and the probe wrote, in the events of a log group. */

export type Line = Readonly<Record<string, unknown>>;

/** Objects that are a whole event each. */
function objectsOf(events: readonly string[]): Line[] {
  return events.flatMap((text) => {
    try {
      const value: unknown = JSON.parse(text);
      return typeof value === "object" && value !== null && !Array.isArray(value) ? [value as Line] : [];
    } catch {
      return [];
    }
  });
}

export const outcropLines = (events: readonly string[], type?: string): Line[] =>
  objectsOf(events).filter(
    ({ outcrop }) => typeof outcrop === "string" && (type === undefined || outcrop === type),
  );

export const probeLines = (events: readonly string[], probe: string): Line[] =>
  objectsOf(events).filter(({ outcrop_verify }) => outcrop_verify === probe);

/** Events that hold one of Outcrop's lines inside something else, as Lambda wraps what a function logs. */
export const wrappedLines = (events: readonly string[]): string[] =>
  events.filter((text) => /\\?"outcrop\\?":/.test(text) && outcropLines([text]).length === 0);
