import { type Html, html } from "../../page/html.ts";
import { utc } from "../words/time.ts";

/** A point in time, UTC, to the second. A line without a time has 0. */
export function moment(at: number | null): Html {
  if (at === null || !(at > 0 && at <= 8.64e15)) return html`<span class="none">unknown</span>`;
  return html`<time datetime="${utc(at)}">${utc(at)}</time>`;
}
