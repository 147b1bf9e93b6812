/** What must hold of many seeds, by the shares that were promised. */
import type { Share, Summary } from "./summary.ts";

/**
 * @param ofAll the share of all answers that must be right
 * @returns a sentence for each promise that is not kept
 */
export function brokenPromises(summary: Summary, { ofAll = 0.95 } = {}): string[] {
  const { all, confidences, blamedAtHigh, nothingFitsAtHigh } = summary;
  const sure = sum(confidences["certain"], confidences["high"]);
  const nothing = { right: nothingFitsAtHigh.of - nothingFitsAtHigh.wrong, of: nothingFitsAtHigh.of };
  return [
    ...below(all, ofAll, "of all answers"),
    ...below(sure, 0.98, "of answers at high or certain"),
    ...below(confidences["medium"], 0.75, "of answers at medium"),
    ...below(nothing, 0.98, 'of "no collision" at high'),
    ...(blamedAtHigh > 0 ? [`${blamedAtHigh} times a collision is blamed at high, and none did it`] : []),
  ];
}

function below(share: Share | undefined, least: number, what: string): string[] {
  if (share === undefined || share.of === 0 || share.right >= least * share.of) return [];
  const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;
  return [`${percent(share.right / share.of)} ${what} are right; promised are ${percent(least)}`];
}

function sum(...shares: readonly (Share | undefined)[]): Share {
  return {
    right: shares.reduce((all, share) => all + (share?.right ?? 0), 0),
    of: shares.reduce((all, share) => all + (share?.of ?? 0), 0),
  };
}
