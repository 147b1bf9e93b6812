/** Sizes side by side. The page's policy takes no style attribute, so it is drawn by attributes of SVG. */
import { type Html, html } from "../../../page/html.ts";

/** @param first the colour of the first part; the next ones follow. -1 is the calm one of code. */
export function bar(parts: readonly number[], whole: number, first = 0): Html {
  const width = (size: number): number => Math.round((100_000 * size) / Math.max(1, whole)) / 100;
  const rects = parts.map((size, at) => {
    const before = parts.slice(0, at).reduce((sum, one) => sum + one, 0);
    const colour = first + at < 0 ? "own" : `s${(first + at) % 8}`;
    return html`<rect class="${colour}" x="${width(before)}" y="0" width="${width(size)}" height="10"/>`;
  });
  return html`
    <svg class="sizes" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">${rects}</svg>
  `;
}
