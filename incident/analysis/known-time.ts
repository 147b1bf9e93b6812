/** Zero, and what no Date can hold, mark times that the logs do not have. */
export function isKnown(at: number): boolean {
  return at > 0 && at <= 8.64e15;
}
