/** The sentences that several formats say. */
import { andList, counted, listed, number } from "../../../page/counts.ts";
import { archText } from "../../report/arch-text.ts";
import type { FindingChange, Outcome, Reason, Verdict } from "../verdict.ts";
import type { Report } from "./report.ts";

const maxNames = 6;

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  breaks: "breaks",
  risk: "at risk",
  unknown: "not known",
  fine: "fine",
  untouched: "untouched",
};

export function headlineOf({ counts, functions, layer }: Report): string {
  if (functions.length === 0) return `${layer}: no function was seen`;
  const parts = (Object.keys(counts) as Outcome[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) =>
      outcome === "breaks"
        ? `${number(counts.breaks)} ${counts.breaks === 1 ? "breaks" : "break"}`
        : `${number(counts[outcome])} ${outcomeWords[outcome]}`,
    );
  return `${layer}: of ${counted(functions.length, "function")} ${andList(parts, 5)}`;
}

export function knownText({ knownBy, replaces }: Report): string {
  if (knownBy === "files") return `The old layer is ${replaces}: its files say which copies are from it.`;
  if (knownBy === "label") return `The old layer is ${replaces}, as the lines name it.`;
  return (
    (replaces === null ? "" : `No line names a layer, and so not ${replaces}. `) +
    "Copies count as the old layer's where the new one has a package in the same folder. " +
    "--replaces with the old layer's zip is surer."
  );
}

export function sentenceOf(reason: Reason): string {
  return sayings[reason.code](reason) + doubts[reason.doubt ?? "none"];
}

const doubts = {
  none: "",
  layer: " It may be from another layer.",
  loaded: " Nothing says that the function loads it.",
} as const;
const asked = ({ entry, package: name, how }: Reason): string => `${how ?? "load"} of ${entry ?? name}`;
const cpu = ({ entry }: Reason): string => (entry === null ? "" : ` for ${entry}`);
const names = ({ items }: Reason): string => listed(items, maxNames);

const sayings: Readonly<Record<Reason["code"], (reason: Reason) => string>> = {
  "package-gone": (one) => `${one.package} ${one.old ?? ""} is gone: ${asked(one)} fails.`.replace("  ", " "),
  "entry-gone": (one) => `${asked(one)} fails: the new ${one.package} does not have it.`,
  "require-gone": (one) => `${asked(one)} fails: ${one.package} ${one.new ?? ""} is an ES module alone.`,
  "import-gone": (one) => `${asked(one)} fails: ${one.package} ${one.new ?? ""} is there for require alone.`,
  "used-name-gone": (one) => `the code uses ${names(one)} of ${one.entry}, which ${one.new} does not export.`,
  "wrapper-gone": (one) => `it starts by ${one.package}, which is gone.`,
  "cpu-gone": ({ package: name, entry, old }) =>
    entry === null
      ? `${name} has no native code for ${archText(`${old}`)} any more.`
      : `${name} has no ${entry} any more, its native code for ${archText(`${old}`)}.`,
  "libc-raised": (one) =>
    `the native code of ${one.package}${cpu(one)} needs ${one.new}, which the runtime does not have.`,
  "libc-changed": (one) =>
    `the native code of ${one.package}${cpu(one)} is for ${one.new}, before ${one.old}.`,
  "abi-gone": (one) => `the addon of ${one.package} does not load on ${names(one)}.`,
  "dependency-missing": (one) => `${one.package} needs ${one.entry} ${one.old}, which the new layer lacks.`,
  "dependency-out-of-range": (one) =>
    `${one.package} needs ${one.entry} ${one.old}, and the new layer has ${one.new}.`,
  "names-gone": (one) => `${one.entry} no longer exports ${names(one)}, which the code may use.`,
  "version-major": (one) =>
    `${one.package} goes from ${one.old} to ${one.new}, which ^${one.old} does not take.`,
  "version-lower": (one) => `${one.package} goes back from ${one.old} to ${one.new}.`,
  "version-prerelease": (one) => `${one.package} goes from ${one.old}, before a release, to ${one.new}.`,
  "version-unclear": (one) =>
    `${one.package} goes from ${one.old ?? "no version"} to ${one.new ?? "no version"}.`,
  "from-runtime": (one) => `${one.package} ${one.old} is gone, and then comes from the runtime.`,
  "instead-of-runtime": (one) =>
    `${one.package} ${one.new} comes from the layer then, and not ${one.old} from the runtime.`,
  "layer-not-described": (one) => `The lock does not say what is in its layer ${one.package}.`,
};

/** `range-violation of zod (4.1.0, asked for ^3.0.0)` */
export function findingText({ code, package: name, new: version, range }: FindingChange): string {
  const facts = [...(version === null ? [] : [version]), ...(range === null ? [] : [`asked for ${range}`])];
  return `${code} of ${name}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
}

export function findingTexts({ comes, goes }: Verdict): readonly string[] {
  const shown = comes.filter(({ severity }) => severity !== "info");
  return [
    ...(shown.length === 0 ? [] : [`Comes: ${listed([...new Set(shown.map(findingText))], maxNames)}.`]),
    ...(goes.length === 0 ? [] : [`Goes: ${listed([...new Set(goes.map(findingText))], maxNames)}.`]),
  ];
}

export function invocationsText({ invocations }: Verdict): string {
  return invocations === null ? "not counted" : counted(invocations, "invocation");
}

export function resultOf({ exitCode, failOn, counts, isRead }: Report): string {
  if (exitCode === 3)
    return `Not known (exit code 3): ${andList(
      [
        ...(isRead ? [] : ["a part of a layer cannot be read"]),
        ...(counts.unknown === 0
          ? []
          : [`it is not known what ${counted(counts.unknown, "function")} would get`]),
      ],
      2,
    )}.`;
  if (exitCode === 0) return `Passed: --fail-on is ${failOn}.`;
  const what =
    counts.breaks > 0 ? `${counted(counts.breaks, "function")} would break` : "functions are at risk";
  return `Failed (exit code 1): ${what}; --fail-on is ${failOn}.`;
}
