/** What the scores of many seeds come to. */
import { confidences, type Said } from "./score.ts";
import type { Discarded, Studied } from "./study.ts";

export interface Row {
  readonly seed: number;
  readonly kind: string;
  readonly discarded: string | null;
  readonly right: boolean;
  readonly oneOfTwo: boolean;
  readonly truth: "collision" | "none";
  readonly said: Said;
  readonly visible: boolean;
  readonly confidence: string;
  /** The causes by replay, and what was named: `code package`. */
  readonly causes: readonly string[];
  readonly named: readonly string[];
  readonly outcome: string;
  readonly facets: Readonly<Record<string, string>>;
}

export interface Share {
  readonly right: number;
  readonly of: number;
}

export interface Summary {
  readonly all: Share;
  readonly discarded: Readonly<Record<string, number>>;
  readonly oneOfTwo: number;
  readonly kinds: Readonly<Record<string, Share>>;
  readonly confidences: Readonly<Record<string, Share>>;
  /** By what was drawn: `history deploy`. */
  readonly drawn: Readonly<Record<string, Share>>;
  /** `truth -> answer`. */
  readonly confusions: Readonly<Record<string, number>>;
  /** No collision by replay, and one is blamed at `high` or `certain`. */
  readonly blamedAtHigh: number;
  /** A collision by replay, and `no collision` is said at `high` or `certain`; of all such answers. */
  readonly nothingFitsAtHigh: { readonly wrong: number; readonly of: number };
}

export function rowOf(studied: Studied | Discarded): Row {
  const { seed, kind, facets } = studied.made;
  if ("discarded" in studied) return { ...nothing, seed, kind, facets, discarded: studied.discarded };
  const { label, visible, answered, score } = studied;
  return {
    seed,
    kind,
    discarded: null,
    ...score,
    visible,
    confidence: answered.confidence,
    causes: label.causes.map(({ package: name }) => name),
    named: answered.named.map(({ code, package: name }) => `${code} ${name}`),
    outcome: label.outcome,
    facets,
  };
}

const nothing = {
  right: false,
  oneOfTwo: false,
  truth: "none",
  said: "not-told",
  visible: false,
  confidence: "low",
  causes: [],
  named: [],
  outcome: "",
} as const;

export function summaryOf(all: readonly Row[]): Summary {
  const rows = all.filter(({ discarded }) => discarded === null);
  const isSure = ({ confidence }: Row): boolean => confidence === "high" || confidence === "certain";
  const sureNone = rows.filter((row) => row.said === "no-collision" && isSure(row));
  return {
    all: shareOf(rows),
    discarded: countOf(all.flatMap(({ discarded }) => discarded ?? [])),
    oneOfTwo: rows.filter(({ oneOfTwo }) => oneOfTwo).length,
    kinds: sharesBy(rows, ({ kind }) => kind, [...new Set(rows.map(({ kind }) => kind))].sort()),
    confidences: sharesBy(rows, ({ confidence }) => confidence, confidences),
    drawn: drawnShares(rows),
    confusions: countOf(rows.map(confusionOf)),
    blamedAtHigh: rows.filter((row) => row.truth === "none" && row.said === "collision" && isSure(row))
      .length,
    nothingFitsAtHigh: { wrong: sureNone.filter(({ right }) => !right).length, of: sureNone.length },
  };
}

const shown = ["history", "handling", "logger", "format", "place", "decoys", "neighbour", "noise", "error"];

function drawnShares(rows: readonly Row[]): Record<string, Share> {
  const keysOf = ({ facets }: Row): string[] =>
    shown.flatMap((facet) => (facets[facet] === undefined ? [] : `${facet} ${facets[facet]}`));
  const keys = [...new Set(rows.flatMap(keysOf))].sort();
  return Object.fromEntries(
    keys.map((key) => [key, shareOf(rows.filter((row) => keysOf(row).includes(key)))]),
  );
}

function confusionOf({ truth, said, right, visible }: Row): string {
  const true_ = `${truth}${visible ? "" : " (not in the logs)"}`;
  const answer = said === "collision" && truth === "collision" && !right ? "another collision" : said;
  return `${true_} -> ${answer}`;
}

function sharesBy(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  keys: readonly string[],
): Record<string, Share> {
  return Object.fromEntries(keys.map((key) => [key, shareOf(rows.filter((row) => keyOf(row) === key))]));
}

function shareOf(rows: readonly Row[]): Share {
  return { right: rows.filter(({ right }) => right).length, of: rows.length };
}

function countOf(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of [...keys].sort()) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
