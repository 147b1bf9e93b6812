/** Which of a bundler's outputs is the bundle: the one whose path ends most like the bundle's own. */
export function outputOf(outputs: Iterable<string>, bundle: string): string | null {
  let best: string | null = null;
  let most = 0;
  let isAmbiguous = false;
  for (const output of outputs) {
    const same = equalEnd(output.split("/"), bundle.split("/"));
    if (same === most) isAmbiguous = true;
    if (same <= most) continue;
    [best, most, isAmbiguous] = [output, same, false];
  }
  return isAmbiguous ? null : best;
}

/** How many segments are the same, from the end. */
function equalEnd(left: readonly string[], right: readonly string[]): number {
  let same = 0;
  while (same < left.length && same < right.length && left.at(-1 - same) === right.at(-1 - same)) same++;
  return same;
}
