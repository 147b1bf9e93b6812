import { architectureCatalogue } from "./catalogue-architecture.ts";
import type { Family, Finding, FindingCode, FindingOf } from "./finding.ts";
import { located, named, nearMissPhrase, rootPhrase, signPhrase, tiePhrase } from "./phrases.ts";
import { parsePlatformName } from "../native/platform-name.ts";

/**
 * Everything about a code that is text. Sentences for a person on call: they name packages, versions, roots
 * and paths.
 */
export interface CatalogueEntry<Code extends FindingCode> {
  readonly family: Family;
  /** The metric's name in CloudWatch. */
  readonly metric: string;
  readonly title: string;
  /** The page's address in this repository; it never changes. */
  readonly docs: string;
  message(finding: FindingOf<Code>): string;
  fix(finding: FindingOf<Code>): string;
}

export const catalogue = {
  "shadowed-package": {
    family: "shadowing",
    metric: "ShadowedPackage",
    title: "Another root holds a copy of a loaded package",
    docs: "docs/findings/shadowed-package.md",
    message({ package: name, winner, loser, importer, range, evidence }) {
      if (winner === null || loser === null) return `${name} lies in two roots.`;
      const apart = {
        "same-bytes": "The two hold the same bytes.",
        "same-version": "The two have the same version.",
        patch: "They are a patch release apart.",
        minor: "They are a minor release apart.",
        major: "They are a major release apart.",
        unknown: "At least one of them tells no version.",
      }[evidence.grade];
      const wrong = evidence.rangeAcceptsWinner === false && evidence.rangeAcceptsLoser === true;
      const asked =
        wrong && importer !== null
          ? ` ${named(importer.copy)} asks for ${range}, which only the hidden copy satisfies.`
          : "";
      return `${located(winner)} hides ${located(loser)}. ${apart}${asked}`;
    },
    fix({ package: name, winner, loser, evidence }) {
      if (evidence.intended !== null)
        return "Nothing to do: the runtime's copy is last in line so that yours wins.";
      if (winner === null || loser === null) return `Keep one copy of ${name}.`;
      return `Keep one copy of ${name}: remove ${loser.path} from ${rootPhrase(loser.root)}, or ${winner.path} from ${rootPhrase(winner.root)} if the other version is the one you mean.`;
    },
  },
  "range-violation": {
    family: "shadowing",
    metric: "RangeViolation",
    title: "A package got a version outside of the range it asks for",
    docs: "docs/findings/range-violation.md",
    message({ package: name, winner, importer, range, evidence }) {
      if (winner === null || importer === null) return `${name} does not satisfy ${range}.`;
      return `${named(importer.copy)} asks for ${name} ${range} (${evidence.field} of ${evidence.declaredIn}) and got ${located(winner)}.`;
    },
    fix({ package: name, importer, range }) {
      if (importer === null) return `Deploy a version of ${name} that satisfies ${range}.`;
      const beside = `install ${name} ${range} beside ${named(importer.copy)} in ${rootPhrase(importer.copy.root)}`;
      const isOwn = !importer.copy.path.includes("/node_modules/");
      const other = isOwn
        ? "change the range and the code to the copy it gets"
        : `move ${named(importer.copy)} to a version that accepts it`;
      return `Either ${beside}, or ${other}.`;
    },
  },
  "torn-family": {
    family: "shadowing",
    metric: "TornFamily",
    title: "Packages that must move together came from different roots",
    docs: "docs/findings/torn-family.md",
    message({ evidence }) {
      const { family, ties, tieCount } = evidence;
      const [worst] = ties;
      const more = tieCount > 1 ? ` ${tieCount} such ties were seen.` : "";
      return `${family} came from different roots.${worst === undefined ? "" : ` ${tiePhrase(worst)}`}${more}`;
    },
    fix({ evidence }) {
      const [worst] = evidence.ties;
      const all = `Deliver all of ${evidence.family} from one root, installed by one \`npm ci\``;
      if (worst === undefined) return `${all}.`;
      const { member, other } = worst;
      if (other.root === "runtime") return `${all}: add ${other.package} to ${rootPhrase(member.root)}.`;
      return `${all}: take ${other.package} out of ${rootPhrase(other.root)}, or bring ${member.package} there as well.`;
    },
  },
  "duplicate-instance": {
    family: "shadowing",
    metric: "DuplicateInstance",
    title: "One package was evaluated from two copies in one process",
    docs: "docs/findings/duplicate-instance.md",
    message({ package: name, winner, loser, evidence }) {
      if (winner === null || loser === null) return `${name} was evaluated twice.`;
      const { brokenPeer, peerDeclarers } = evidence;
      const peer = brokenPeer?.declarer ?? peerDeclarers[0];
      const expects =
        peer === undefined ? "" : ` ${named(peer)} expects to share one copy with the code that uses it.`;
      return `${located(winner)} and ${located(loser)} both run in one process: instanceof, singletons and registries of one do not know the other.${expects}`;
    },
    fix({ package: name, winner, loser }) {
      if (winner === null || loser === null || winner.root === loser.root)
        return `Run \`npm dedupe\`, or align the ranges that ask for ${name}.`;
      // Nobody can take anything out of the managed runtime.
      if (winner.root === "runtime" || loser.root === "runtime") {
        const mine = rootPhrase(winner.root === "runtime" ? loser.root : winner.root);
        return `Deliver ${name} from one root: bring what uses the runtime's copy into ${mine} as well, or leave ${name} to the runtime.`;
      }
      return `Deliver ${name} from one root: remove it from ${rootPhrase(winner.root)} or from ${rootPhrase(loser.root)}, together with the packages that must share it.`;
    },
  },
  "squashed-layer": {
    family: "shadowing",
    metric: "SquashedLayer",
    title: "A later layer may have overwritten part of a package",
    docs: "docs/findings/squashed-layer.md",
    message({ winner, evidence }) {
      const what = winner === null ? evidence.folder : located(winner);
      return `${what} looks as if layers were merged over it or it was packed incompletely: ${evidence.signs.map(signPhrase).join("; ")}.`;
    },
    fix({ package: name, winner }) {
      if (winner === null)
        return "Pack the layer from a fresh `npm ci`, and deliver each package from one layer.";
      return `Deliver ${name} from one of the attached layers, packed from a fresh \`npm ci\`.`;
    },
  },
  "undeclared-dependency": {
    family: "shadowing",
    metric: "UndeclaredDependency",
    title: "A package was found by luck in another root",
    docs: "docs/findings/undeclared-dependency.md",
    message({ package: name, winner, importer, evidence }) {
      if (winner === null || importer === null) return `${name} is not declared.`;
      const only = evidence.forDevelopment ? " but in devDependencies" : "";
      return `${named(importer.copy)} uses ${name} without declaring it${only} (${evidence.undeclaredIn}) and got ${located(winner)}.`;
    },
    fix({ package: name, importer, evidence }) {
      if (importer === null) return `Declare ${name}.`;
      if (!evidence.byPackage)
        return `Nothing to do where the layer is meant to provide ${name}; else add it to ${evidence.undeclaredIn}.`;
      return `Install ${name} in ${rootPhrase(importer.copy.root)} beside ${named(importer.copy)}, or ask its author to declare it.`;
    },
  },
  "unresolved-module": {
    family: "shadowing",
    metric: "UnresolvedModule",
    title: "A module was not found",
    docs: "docs/findings/unresolved-module.md",
    message({ importer, evidence }) {
      const { specifier, how, error, searched, nearMisses } = evidence;
      const asker = importer === null ? "The process" : `${named(importer.copy)} (${importer.path})`;
      const request =
        how === "require.resolve"
          ? `looked for "${specifier}" with require.resolve()`
          : `asked for "${specifier}" by ${how}`;
      const asked = `${asker} ${request} and got ${error}.`;
      if (error === "ERR_REQUIRE_ESM")
        return `${asked} It is an ES module, and this process does not load those by require().`;
      const looked =
        searched.length === 0 || nearMisses.length > 0 ? [] : [`Node looked in ${searched.join(", ")}.`];
      return [asked, ...nearMisses.map(nearMissPhrase), ...looked].join(" ");
    },
    fix({ package: name, evidence }) {
      const miss = evidence.nearMisses[0];
      if (evidence.recovered) return "Nothing to do: the importer then found it by other means.";
      switch (miss?.kind) {
        case "wrong-layer-folder":
          return `Pack the layer so that the package is at nodejs/node_modules/${name} in its zip.`;
        case "out-of-reach":
          return `Install ${name} where the importer is deployed, or in a layer at nodejs/node_modules/${name}.`;
        case "not-exported":
          return `Ask for a subpath that ${name} exports, or install the version that still exports this one.`;
        case "condition-missing":
          return `Load ${name} ${evidence.how === "import" ? "with require()" : "with import() instead of require()"}, or install a version that offers both.`;
        case "missing-file":
          return `Reinstall ${name} and deploy again: its folder is incomplete.`;
        case "extension":
        case "directory":
        case "letter-case":
          return `Ask for "${asSpecifier(miss.path, evidence.specifier)}".`;
        case "dangling-link":
          return `Deploy what ${miss.path} points to, or pack the file itself in its place: a zip keeps a link and not its target.`;
        case "other-platform":
          return `Install ${name} for Lambda: npm install --os=linux --cpu=${parsePlatformName(name)?.cpu ?? "x64"} --libc=glibc, and pack again.`;
        case undefined:
          if (evidence.error === "ERR_REQUIRE_ESM") return `Load ${name} with import() instead of require().`;
          return evidence.byPackage && evidence.declared !== "required"
            ? `Install ${name} if you need what it adds; the package that asked treats it as optional.`
            : `Add ${name} to the function's package or to a layer at nodejs/node_modules, and deploy again.`;
      }
    },
  },
  ...architectureCatalogue,
} satisfies { readonly [Code in FindingCode]: CatalogueEntry<Code> };

export function messageOf(finding: Finding): string {
  return entryOf(finding).message(finding);
}

export function fixOf(finding: Finding): string {
  return entryOf(finding).fix(finding);
}

/**
 * How the importer would name the file that is there: by its package, or by the relative path with another
 * end.
 */
function asSpecifier(path: string, asked: string): string {
  const inPackages = path.lastIndexOf("/node_modules/");
  if (!asked.startsWith(".") && inPackages !== -1) return path.slice(inPackages + "/node_modules/".length);
  const stem = asked.split("/").at(-1)?.toLowerCase() ?? "";
  const at = path.toLowerCase().lastIndexOf(`/${stem}`);
  return at === -1 ? path : asked.slice(0, asked.length - stem.length) + path.slice(at + 1);
}

/**
 * A finding's own entry takes that finding: TypeScript cannot tie the two members of the union together by
 * itself.
 */
function entryOf(finding: Finding): CatalogueEntry<FindingCode> {
  return catalogue[finding.code] as CatalogueEntry<FindingCode>;
}
