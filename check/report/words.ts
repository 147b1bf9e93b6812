/** The sentences that several formats say. */
import { docsAddress, docsUrl } from "../../core/docs-address.ts";
import { andList, counted, listed, number, share } from "../../page/counts.ts";
import { sizeText } from "../../page/size-text.ts";
import type { CheckedFinding, CheckedFunction } from "../check-function.ts";
import { maxUnzippedBytes } from "../layers.ts";
import { archText } from "./arch-text.ts";
import { driftTexts } from "./drift-words.ts";
import type { Report } from "./report.ts";

const maxUnused = 10;

/** What fails the check without a finding: a title for each kind, and its sentences. */
export const blockers: readonly (readonly [
  title: string,
  of: (checked: CheckedFunction) => readonly string[],
])[] = [
  ["Lambda will refuse it", ({ layerReport }) => layerReport.refused],
  ["Its init will fail", ({ layerReport }) => layerReport.broken],
  ["It differs from its lock", driftTexts],
];

export function endedText({ acceptanceEnded }: CheckedFinding): string | null {
  if (acceptanceEnded === null) return null;
  const { reason, until } = acceptanceEnded;
  return `outcrop.json accepted it until ${until} (${reason}). That day is over, so it counts again.`;
}

/** `orders`, or `orders, billing and 12 more`; null where all functions are meant. */
export function functionsText(names: readonly string[], { functions }: Report): string | null {
  return names.length === functions.length ? null : andList(names, 4);
}

/** The whole address of a finding's page, where the pages have one. */
export function pageAddress({ docs }: CheckedFinding, docsBase: string | undefined): string | null {
  const base = docsBase ?? docsUrl;
  return base === "" ? null : docsAddress(docs, base.endsWith("/") ? base : `${base}/`);
}

/** `nodejs24.x, x86_64; layers, lowest first: utils, tracing` */
export function placeText({ runtime, arch, layers }: CheckedFunction): string {
  const names = layers.length === 0 ? "no layers" : `layers, lowest first: ${layers.join(", ")}`;
  return `${runtime}, ${archText(arch)}; ${names}`;
}

export function loadsText({ judged, modules, start, coverage }: CheckedFunction): string | null {
  if (judged !== "node") return null;
  const { certain, possible } = modules;
  const more = possible === 0 ? "" : `, and may load ${number(possible)} more`;
  const bytes = start.reduce((sum, copy) => sum + copy.bytes, 0);
  const size = bytes === 0 ? "" : ` (${sizeText(bytes)})`;
  const loads = `It loads ${counted(certain, "module")}${size} when it starts${more}.`;
  return coverage === "bundled" ? `${loads} Its own code is a bundle.` : loads;
}

/** What the unzipped files take of Lambda's limit. */
export function sizeLine({ layerReport: { bytes } }: CheckedFunction): string {
  const size = `Code and layers have ${sizeText(bytes)} unzipped`;
  const most = `${sizeText(maxUnzippedBytes)} that Lambda takes`;
  if (bytes > maxUnzippedBytes) return `${size}, more than the ${most}.`;
  return `${size}: ${share(bytes, maxUnzippedBytes)} of the ${most}.`;
}

/** Null if there is plenty of room. */
export function tightSize(checked: CheckedFunction): string | null {
  return checked.layerReport.bytes < maxUnzippedBytes / 5 ? null : sizeLine(checked);
}

export function overlapTexts({ layerReport: { overlaps } }: CheckedFunction): readonly string[] {
  return overlaps.map(({ winner, loser, identical, replaced, wastedBytes, examples }) => {
    const files = counted(identical + replaced, "file");
    const kinds = [
      ...(replaced > 0 ? [`${number(replaced)} by other bytes (${listed(examples, 3)})`] : []),
      ...(identical > 0 ? [`${number(identical)} by the same`] : []),
    ];
    return `${winner} overwrites ${files} of ${loser}: ${kinds.join(", ")}. That wastes ${sizeText(wastedBytes)}.`;
  });
}

export function tornTexts({ layerReport: { torn } }: CheckedFunction): readonly string[] {
  return torn.map(({ path, files }) => {
    const counts = Object.entries(files).map(([layer, count]) => `${counted(count, "file")} of ${layer}`);
    return `${path} is torn: it is made of ${andList(counts, 5)}.`;
  });
}

/** What layers do to each other and to the runtime; without what nothing imports. */
export function layerTexts(checked: CheckedFunction): readonly string[] {
  const { clashes, notes, natives } = checked.layerReport;
  return [
    ...clashes.map(({ what }) => what),
    ...tornTexts(checked),
    ...overlapTexts(checked),
    ...notes,
    ...natives.flatMap(({ layer, tooNew }) =>
      tooNew.map(
        ({ path, arch, needs }) =>
          `${path} of ${layer ?? "the function"} is for ${archText(arch)} and needs ${needs}, which the ` +
          "runtime does not have.",
      ),
    ),
  ];
}

export function unusedTexts({ layerReport: { unused } }: CheckedFunction): readonly string[] {
  const rest = unused.slice(maxUnused);
  const bytes = rest.reduce((sum, one) => sum + one.bytes, 0);
  return [
    ...unused
      .slice(0, maxUnused)
      .map(({ layer, path, bytes: size }) => `Nothing imports ${path} of ${layer} (${sizeText(size)}).`),
    ...(rest.length > 0
      ? [`Nothing imports ${number(rest.length)} more packages (${sizeText(bytes)}).`]
      : []),
  ];
}

export function computedTexts({ computed }: CheckedFunction): readonly string[] {
  return computed.map(({ importer, line, how }) => `${importer}:${line} asks for a computed name (${how}).`);
}
