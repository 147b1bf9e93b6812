/**
 * Colours that people with any colour vision tell apart, after Okabe and Ito, made darker for a light page
 * and lighter for a dark one so that each stands out from it at 3:1 (WCAG 2.2, 1.4.11). The page's style
 * defines them; here are their names.
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
