/** What to say about a failed resolution: who asked for what, where Node looked, and what is there. */
import { named } from "../../../layout/copy-ref.ts";
import type { Importer } from "../../rule/rule.ts";
import { nearMissPhrase } from "./near-miss-texts.ts";
import type { UnresolvedEvidence } from "./unresolved-evidence.ts";

interface Unresolved {
  readonly package: string;
  readonly importer: Importer | null;
  readonly range: string | null;
  readonly evidence: UnresolvedEvidence;
}

export function unresolvedMessage({ package: name, importer, range, evidence }: Unresolved): string {
  const { specifier, how, error, searched, nearMisses, present, forHost } = evidence;
  const asker = importer === null ? "The process" : `${named(importer.copy)} (${importer.path})`;
  const request =
    how === "require.resolve"
      ? `looked for "${specifier}" with require.resolve()`
      : `asked for "${specifier}" with ${how}`;
  const asked = `${asker} ${request} and got ${error}.`;
  if (error === "ERR_REQUIRE_ESM")
    return `${asked} It is an ES module, and this process cannot load one with require().`;
  const looked = searched.length === 0 || nearMisses.length > 0 ? [] : [lookedText(searched)];
  const otherVersion =
    present?.inRange === false
      ? [`That copy is ${name}@${present.version}, but the importer asks for ${range}.`]
      : [];
  const native =
    forHost === null || nearMisses.length > 0
      ? []
      : [
          `${name} holds the native files for Linux on ${forHost}. It is not there, ` +
            "and neither is a package for another platform.",
        ];
  return [
    asked,
    ...unbuiltPhrase(evidence),
    ...native,
    ...nearMisses.map(nearMissPhrase),
    ...otherVersion,
    ...looked,
  ].join(" ");
}

/** @param searched folders */
export function lookedText(searched: readonly string[]): string {
  return `Node looked in ${searched.join(", ")}.`;
}

function unbuiltPhrase({ unbuilt }: UnresolvedEvidence): readonly string[] {
  if (unbuilt === null) return [];
  const { package: name, offered, node } = unbuilt;
  const other = offered.length === 0 ? "" : ` It has ${offered.join(", ")}.`;
  return [
    `It is a native file of ${name} for Node ${node}, ` +
      `which an install script makes or a release contains.${other}`,
  ];
}
