/** One pattern from its parts, with the flags of the first: for a pattern that does not fit into a line. */
export function joined(first: RegExp, ...more: readonly RegExp[]): RegExp {
  return new RegExp([first, ...more].map(({ source }) => source).join(""), first.flags);
}
