/**
 * Colours that people with any colour vision can distinguish, after Okabe and Ito. They are darker on a light
 * page and lighter on a dark one, for a contrast of 3:1 (WCAG 2.2, 1.4.11). The page's style defines them.
 */

/** Red breaks the function or will, amber may, grey only informs. */
export const severityColours = { error: "#d13212", warning: "#b7791f", calm: "#687078" } as const;

const palette = 8;

/** A ninth series repeats the first colour with a dashed line. */
export function seriesClass(at: number): string {
  return `s${at % palette}${at >= palette ? " dashed" : ""}`;
}

/** A severity's colour gives its class; any other colour is left to the page. */
export function severityClass(color: string | null): string {
  const name = Object.entries(severityColours).find(([, hex]) => hex === color)?.[0];
  return name === undefined ? "calm" : name;
}
