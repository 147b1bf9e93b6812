/**
 * One copy was evaluated as CommonJS and as ES modules in one thread: the files are there once, what they
 * hold in memory is there twice. Node's guide calls it the dual package hazard.
 * https://nodejs.org/docs/latest-v20.x/api/packages.html#dual-package-hazard
 *
 * | the copy | severity |
 * |---|---|
 * | a module of the one format loads one of the other: a wrapper, or a state that both share | no finding |
 * | its code shows that two of it do no harm (format-state.ts) | info |
 * | a package that uses it declares it as a peer | warning |
 * | some code got one format while a package it uses, or the code itself, got the other | warning |
 * | anything else: the two do not meet | info |
 */
import { type CopyRef, located, named } from "../../layout/copy-ref.ts";
import { hasModuleSyntax } from "../../layout/module-format.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import type { Entry } from "../rule/subjects.ts";
import type { World } from "../rule/world.ts";
import { type Harmless, harmlessOf } from "./shared/format-state.ts";
import {
  entryPhrase,
  loadOneFormat,
  moduleBeside,
  type TwoFormats,
  twoFormatsOf,
} from "./shared/two-formats.ts";

const maxDeclarers = 8;
const maxSourceBytes = 64 * 1024;
const decoder = new TextDecoder();

export interface DualFormatEvidence extends TwoFormats {
  readonly thread: number;
  /** Packages that got the copy and declare it as a peer; at most 8. */
  readonly peerDeclarers: readonly CopyRef[];
  readonly harmless: Harmless | null;
  /** How to ask for the ES module next to the CommonJS one; null if that cannot be. */
  readonly moduleBeside: string | null;
}

export const dualFormat = defineRule({
  code: "dual-format",
  family: "shadowing",
  subject: "formats",
  title: "One copy was evaluated as CommonJS and as ES modules",
  judge({ thread, copy, commonjs, modules }, world): readonly Verdict<DualFormatEvidence>[] {
    const formats = twoFormatsOf(
      commonjs.filter((entry) => !isDetected(entry, world)),
      modules,
      world,
    );
    if (formats === null) return [];
    const peerDeclarers = world.usage
      .peerDeclarers(copy.package)
      .filter(({ path }) => world.usage.copyUsedBy(path, copy.package) === copy.path)
      .slice(0, maxDeclarers);
    const harmless = harmlessOf(copy, world);
    const meet = formats.metBy !== null || peerDeclarers.length > 0;
    return [
      {
        severity: meet && harmless === null ? "warning" : "info",
        package: copy.package,
        winner: copy,
        evidence: {
          thread,
          ...formats,
          peerDeclarers,
          harmless,
          moduleBeside: moduleBeside(formats.commonjs, copy, world),
        },
        identity: [copy.path],
      },
    ];
  },
  message({ package: name, winner, evidence: { commonjs, modules, peerDeclarers, harmless } }) {
    if (winner === null) return `${name} runs as CommonJS and as ES modules.`;
    const [peer] = peerDeclarers;
    const expects =
      peer === undefined ? "" : ` ${named(peer)} expects to share one copy with the code that uses it.`;
    return (
      `${located(winner)} runs twice in one process: ` +
      `as CommonJS (${entryPhrase(commonjs, winner)}) and as ES modules (${entryPhrase(modules, winner)}). ` +
      (harmless === null ? harm + expects : noHarm[harmless])
    );
  },
  fix({ package: name, winner, evidence }) {
    if (evidence.harmless !== null) return "Nothing to do: the two do not disturb each other.";
    return winner === null
      ? `Load ${name} in one format everywhere.`
      : loadOneFormat(winner, evidence, evidence.moduleBeside);
  },
});

const harm = "The two share no classes (instanceof), singletons or registries.";
const noHarm = {
  global: "Both keep what they share in the global symbol registry.",
  stateless: "Its code has no class and no registry that the two would need to share.",
} as const satisfies Record<Harmless, string>;

/** Where no package.json says what a `.js` file is, Node runs one with the syntax of ES modules as one. */
function isDetected({ path }: Entry, { files }: World): boolean {
  if (!path.endsWith(".js")) return false;
  const source = files.readFile(path, maxSourceBytes);
  return source !== null && hasModuleSyntax(decoder.decode(source.bytes));
}
