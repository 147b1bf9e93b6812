/**
 * Colours that people with any colour vision tell apart, after Okabe and Ito, made darker for a light page and lighter for a dark one so that each
 * stands out from it at 3:1 (WCAG 2.2, 1.4.11). The page's style defines them; here are their names.
 */
import { colours } from "../cloudwatch/observability/dashboard/parts/widgets.ts";

const palette = 8;

/** A ninth series repeats the first colour with a dashed line. */
export function seriesClass(at: number): string {
  return `s${at % palette}${at >= palette ? " dashed" : ""}`;
}

/** The body's own colours say how serious something is; others are left to the page. */
export function severityClass(color: string | null): string {
  const name = Object.entries(colours).find(([, hex]) => hex === color)?.[0];
  return name === undefined ? "calm" : name;
}
