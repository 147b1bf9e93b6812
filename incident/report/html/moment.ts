import { type Html, html } from "../../../page/html.ts";
import { utc } from "../words/time.ts";

/**
 * A point in time, UTC, to the second, or to the millisecond where that shows an order. A line without a time
 * has 0.
 */
export function moment(at: number | null, withMs = false): Html {
  if (at === null || !(at > 0 && at <= 8.64e15)) return html`<span class="none">unknown</span>`;
  const text = withMs ? new Date(at).toISOString() : utc(at);
  return html`<time datetime="${text}">${text}</time>`;
}
