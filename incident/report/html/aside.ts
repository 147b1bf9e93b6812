/** Findings of severity info that explain no error need no work. If there are many, a section folds them. */

import { counted } from "../../../page/counts.ts";
import { type Html, html } from "../../../page/html.ts";
import type { Filled } from "../../../page/room.ts";
import type { Cause } from "../../analysis/analysis.ts";
import { isAside } from "../report.ts";

/** A few are quick to read past. */
const fewAsides = 3;

/** In the order of their rank: what is read first, and what is folded away. */
export function parted({ kept, parts }: Filled<Cause>): {
  readonly first: readonly Html[];
  readonly aside: readonly Html[];
} {
  const many = kept.filter(isAside).length > fewAsides;
  const drawn = kept.map((cause, at) => ({ aside: many && isAside(cause), part: parts[at] ?? html`` }));
  const those = (aside: boolean) => drawn.filter((each) => each.aside === aside).map(({ part }) => part);
  return { first: those(false), aside: those(true) };
}

export function folded(count: number, content: Html): Html {
  if (count === 0) return html``;
  return html`
    <details class="fold">
      <summary>${counted(count, "finding")} of severity info that explain no error</summary>
      ${content}
    </details>
  `;
}
