/** The sentences that several formats say. */
import { andList, counted, listed } from "../../../page/counts.ts";
import { archText } from "../../report/arch-text.ts";
import type { LayerChange } from "../change.ts";
import type { Report } from "./report.ts";

const maxNames = 8;

/** `shop-utils 1.4.2 to 2.0.0: a major step, for 2 reasons` */
export function headlineOf({ name, diff: { step, changes }, fromVersion, nextVersion }: Report): string {
  if (step === null) return `${name}: nothing differs`;
  const of = changes.filter((each) => each.step === step).length;
  const versions = nextVersion === null ? "" : ` ${fromVersion} to ${nextVersion}`;
  return `${name}${versions}: a ${step} step, for ${counted(of, "reason")}`;
}

export function countsOf({ diff: { packages }, runtimes }: Report): string {
  const { old, new: now, unchanged } = packages;
  return `${counted(old, "package")} before, ${now} now, ${unchanged} unchanged; for ${andList(runtimes, 5)}`;
}

/** Empty where neither layer has packages. */
export function reachText({ diff: { publicBy, old, now } }: Report): string {
  const names = new Set(
    [...old.packages.values(), ...now.packages.values()].flatMap(({ reach, name }) =>
      reach === "public" ? name : [],
    ),
  );
  if (names.size === 0)
    return old.packages.size + now.packages.size === 0
      ? ""
      : "No package is in a folder where functions look for packages to import.";
  const whose = {
    option: "Functions import what --public names",
    "package.json": "Functions import what the layer's package.json depends on",
    "everything at the top": "Functions may import every package at the top of the layer",
  }[publicBy];
  const others = publicBy === "everything at the top" ? "" : " Others count one step less.";
  return `${whose}: ${listed([...names].sort(), maxNames)}.${others}`;
}

/** What it is about: a package, a path, or the layer. */
export function subjectOf({ package: name, path }: LayerChange): string {
  return name ?? (path === "" ? "the layer" : path);
}

/** `1.0.0 to 1.1.0` */
export function versionsOf({ old, new: now }: LayerChange): string {
  return `${old ?? "no version"} to ${now ?? "no version"}`;
}

/** Without its subject. */
export function sentenceOf(one: LayerChange): string {
  return sayings[one.code](one) + reachNote(one);
}

function reachNote({ reach, step, code }: LayerChange): string {
  const isHeavy = step === "major" || /^(?:entry|names|files|require|import|peer|engines|private)/.test(code);
  if (reach === "shared" && !isHeavy && step !== "patch") return " It is there for another package.";
  return "";
}

const some = ({ items, count }: LayerChange): string => {
  const shown = items.slice(0, maxNames);
  return count > shown.length
    ? `${shown.join(", ")} and ${count - shown.length} more`
    : andList(shown, maxNames);
};
const namesGone = (one: LayerChange): string => {
  if (one.how === "import") return `by import, ${one.entry} no longer has: ${some(one)}.`;
  if (one.how === "require") return `by require, ${one.entry} no longer has: ${some(one)}.`;
  return `${one.entry} no longer exports: ${some(one)}.`;
};
const lostRuntimes = (one: LayerChange): string => (one.count === 0 ? "" : ` That leaves out ${some(one)}.`);

const sayings: Readonly<Record<LayerChange["code"], (one: LayerChange) => string>> = {
  "package-gone": ({ old }) => `is gone (it was ${old ?? "without a version"}).`,
  "package-added": ({ new: now }) => `is new, in version ${now ?? "unknown"}.`,
  "package-moved": (one) => `moved from ${one.old} to ${one.new}.${lostRuntimes(one)}`,
  "version-major": (one) => `${versionsOf(one)}: ^${one.old}, as npm writes it, does not take ${one.new}.`,
  "version-minor": (one) => `${versionsOf(one)}.`,
  "version-patch": (one) => `${versionsOf(one)}.`,
  "version-lower": (one) => `${versionsOf(one)}: a lower version, which ^${one.old} does not take.`,
  "version-prerelease": (one) => `${versionsOf(one)}: what comes before a release promises nothing.`,
  "version-unclear": (one) => `${versionsOf(one)}: these are not versions that can be compared.`,
  "same-version": ({ new: now }) => `has other files in the same version (${now ?? "none"}).`,
  "entry-gone": ({ entry }) => `${entry} is no longer there.`,
  "entry-added": (one) => `new to ask for: ${some(one)}.`,
  "require-gone": ({ entry }) => `${entry} can no longer be required: there is only an ES module.`,
  "import-gone": ({ entry }) => `${entry} can no longer be imported: it is there for require alone.`,
  "files-gone": (one) => `${counted(one.count, "file")} can no longer be asked for: ${some(one)}.`,
  "names-gone": namesGone,
  "names-added": (one) => `${one.entry} exports more: ${some(one)}.`,
  "private-names-gone": (one) => `${one.entry} no longer exports names that begin with _: ${some(one)}.`,
  "engines-raised": (one) =>
    `"engines" asks for Node ${one.new}, before ${one.old ?? "any"}.${lostRuntimes(one)}`,
  "peer-added": ({ entry, new: now }) => `now needs ${entry} ${now} as a peer.`,
  "peer-changed": ({ entry, old, new: now }) => `needs ${entry} ${now} as a peer, before ${old}.`,
  "dependency-missing": ({ entry, old }) => `needs ${entry} ${old}, which the layer does not have.`,
  "dependency-out-of-range": ({ entry, old, new: now }) => `needs ${entry} ${old}, and the layer has ${now}.`,
  "cpu-gone": ({ old, entry }) =>
    `has no native code for ${cpu(old)} any more${entry === null ? "" : `: ${entry} is gone`}.`,
  "cpu-added": ({ new: now }) => `has native code for ${cpu(now)}, too.`,
  "libc-raised": (one) =>
    `its native code for ${cpu(one.entry)} needs ${one.new}, before ${one.old ?? "none"}.${lostRuntimes(one)}`,
  "libc-changed": ({ entry, old, new: now }) =>
    `its native code for ${cpu(entry)} is for ${now}, before ${old}.`,
  "abi-gone": (one) => `its addon does not load any more on ${some(one)}.`,
  "file-gone": () => "is gone.",
  "file-added": () => "is new.",
  "file-changed": () => "has other bytes.",
  "not-executable": () => "can no longer be executed.",
};

function cpu(name: string | null): string {
  return name === null ? "an unknown CPU" : archText(name);
}

export function resultOf({ exitCode, failOn, diff: { step }, unjudged }: Report): string {
  if (exitCode === 1) return `Failed (exit code 1): the step is ${step}; --fail-on is ${failOn}.`;
  if (exitCode === 3)
    return `Not judged as a whole (exit code 3), for ${counted(unjudged.length, "reason")}.`;
  return step === null ? "The layers are the same." : `The step is ${step}.`;
}
