/** The summary for a person: accuracy by kind, calibration, confusions, and each wrong seed on a line. */
import type { Row, Share, Summary } from "./summary.ts";

export function told(summary: Summary, rows: readonly Row[]): string {
  const { all, oneOfTwo, discarded, kinds, confidences, drawn, confusions } = summary;
  const { blamedAtHigh, nothingFitsAtHigh } = summary;
  const wrong = rows.filter((row) => row.discarded === null && !row.right);
  const out = Object.entries(discarded).map(([why, count]) => `${count} ${why}`);
  return [
    `right ${shared(all)}${oneOfTwo > 0 ? `, ${oneOfTwo} of them as one of two` : ""}`,
    `discarded: ${out.join(", ") || "none"}`,
    "",
    ...table("kind", kinds),
    "",
    ...table("confidence", confidences),
    "",
    ...table("drawn", drawn),
    "",
    "truth -> answer",
    ...Object.entries(confusions).map(([key, count]) => `  ${String(count).padStart(4)}  ${key}`),
    "",
    `a collision blamed at high where the replay says none: ${blamedAtHigh}`,
    `"no collision" at high and wrong: ${nothingFitsAtHigh.wrong} of ${nothingFitsAtHigh.of}`,
    ...(wrong.length === 0 ? [] : ["", "wrong seeds", ...wrong.map(lineOf)]),
  ].join("\n");
}

function table(head: string, shares: Readonly<Record<string, Share>>): string[] {
  const width = Math.max(head.length, ...Object.keys(shares).map(({ length }) => length));
  return [head, ...Object.entries(shares).map(([key, share]) => `  ${key.padEnd(width)}  ${shared(share)}`)];
}

function shared({ right, of }: Share): string {
  const percent = of === 0 ? "" : ` (${((100 * right) / of).toFixed(0)} %)`;
  return `${right} of ${of}${percent}`;
}

const MAX_OUTCOME = 60;

function lineOf({ seed, kind, causes, named, said, confidence, outcome, visible, facets }: Row): string {
  const drawn = ["history", "handling", "logger", "shape"].flatMap((key) => facets[key] ?? []);
  const truth = causes.length > 0 ? causes.join(" or ") : "no collision";
  const answer = named.length > 0 ? named.join(" or ") : said;
  const short = outcome.length > MAX_OUTCOME ? `${outcome.slice(0, MAX_OUTCOME)}…` : outcome;
  const known = `true ${truth}${visible ? "" : " (not in the logs)"}`;
  return `  ${seed} ${kind}: ${known}; said ${answer}, ${confidence}; ${short} [${drawn.join(", ")}]`;
}
