/** Reports made by hand: one rich, one of nothing, and one whose every text is hostile. */
import type { Answer, Comparison } from "../../../incident/analysis/analysis.ts";
import type { Report } from "../../../incident/report/report.ts";
import type { Texts } from "./incident-of.ts";
import { reportOf } from "./report-of.ts";

const plainly: Texts = (text) => text;

export const rich = reportOf(plainly);

export const compared: Report = { ...rich, comparison: comparisonOf(rich) };

export function comparisonOf({ analysis }: Report): Comparison {
  const [drift] = analysis.drift;
  return {
    analysis,
    good: { invocations: 5_000, failed: 2 },
    bad: { invocations: 1_400, failed: 400 },
    functions: [
      {
        functionName: drift?.functionName ?? "",
        good: { fingerprint: "aaaaaaaaaaaaaaaa", versions: drift?.from.versions ?? [] },
        bad: null,
        changes: drift?.changes ?? [],
      },
    ],
    newFindings: [0],
    newErrors: [0],
    likeliest: 0,
  };
}

const noData: Answer = {
  verdict: "no-data",
  summary: { kind: "no-lines", events: 0 },
  cause: null,
  since: null,
  ended: null,
  fix: null,
  confidence: "low",
  because: [],
  missing: [],
};

export const empty: Report = {
  incident: {
    span: null,
    environments: [],
    errors: [],
    series: [],
    loadTimes: [],
    gaps: [],
    totals: { files: 0, events: 0, outcropLines: 0, duplicates: 0, invocations: 0, failed: 0, reports: 0 },
  },
  analysis: {
    answer: noData,
    answers: [noData],
    causes: [],
    errors: [],
    drift: [],
    timeline: [],
    gaps: [],
  },
  comparison: null,
};

/**
 * Escapes that clear a screen and set a title, a bidirectional override, HTML, Markdown, formulas, a lone
 * surrogate, and 10 KB of a name.
 */
const attacks = [
  "\u001b[2J\u001b]0;owned\u0007",
  "\u202egnp.exe",
  '<script>alert(1)</script><img src=x onerror="alert(1)">',
  "| a | b |\n|---|---|\n# heading",
  "[click](javascript:alert(1)) ![x](http://evil.example/x.png) http://evil.example www.evil.example " +
    "@everyone",
  '=HYPERLINK("http://evil.example")',
  "`` ` ``` ~~~ $x$ **bold** __init__",
  "\ud800 \u009b31m \u2028 \u{e0041}",
  "a/../../b?c#d%e:f",
  "n".repeat(10_240),
];

export const hostile: Report = (() => {
  let next = 0;
  const report = reportOf(() =>
    attacks
      .map((_, index) => (index === 9 ? (next % 7 === 0 ? attacks[9] : "") : attacks[(index + next) % 9]))
      .join(` ${next++} `),
  );
  return { ...report, comparison: comparisonOf(report) };
})();

/** Characters that a terminal acts on or that hide text: all but line feeds. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
export const unsafeCharacters = /[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]/;
