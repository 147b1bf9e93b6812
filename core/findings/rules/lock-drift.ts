/**
 * What is loaded is not what `outcrop.lock.json` in the function's code says: a layer was updated without the
 * function, or the reverse. The lock was written from the layers that the function was checked with, so each
 * difference means that something else runs than what was checked. Only loaded copies are compared.
 *
 * | kind | what was seen | severity |
 * |---|---|---|
 * | `version` | a copy from a layer has another version than the lock has in its folder | warning |
 * | `files` | the version is the same, and the files are not | warning |
 * | `gone` | the lock has the package in /opt, where it is not; another copy was loaded, or none | warning |
 * | `not-locked` | a copy was loaded from /opt, and no layer in the lock has it | warning |
 *
 * It is never an error: whether another build breaks the function is what the other findings say. Nor is it
 * `info`: it goes away with a new lock.
 */
import { located } from "../../layout/copy-ref.ts";
import { defineRule, type Verdict } from "../rule/rule.ts";
import { type DriftEvidence, driftEvidence } from "./shared/drift-evidence.ts";

const deploy = "and deploy the function with the new lock.";

export const lockDrift = defineRule({
  code: "lock-drift",
  family: "shadowing",
  subject: "drift",
  title: "What is loaded is not what was locked",
  judge(subject): readonly Verdict<DriftEvidence>[] {
    const evidence = driftEvidence(subject);
    if (evidence === null) return [];
    const isMissing = subject.kind === "missing";
    const winner = isMissing ? null : subject.copy;
    return [
      {
        severity: "warning",
        package: isMissing ? subject.package : subject.copy.package,
        winner,
        importer: isMissing ? subject.importer : null,
        evidence,
        identity: [
          evidence.kind,
          subject.kind === "unlocked" ? subject.folder : (winner?.path ?? evidence.path),
        ],
      },
    ];
  },
  message({ package: name, winner, evidence }) {
    const { kind, layer, path, locked, count = 1 } = evidence;
    const what = winner === null ? name : located(winner);
    switch (kind) {
      case "version":
        return `${what} was loaded, but the lock says ${versionPhrase(locked)} of the layer ${layer}.`;
      case "files":
        return `${what} was loaded, but its files differ from those that the lock has of the layer ${layer}.`;
      case "gone":
        return (
          `${what} ${winner === null ? "was not found" : "was loaded"}, but the lock says ` +
          `${versionPhrase(locked)} of the layer ${layer}, and ${path} does not exist.`
        );
      case "not-locked": {
        const others = count > 1 ? ` The same holds for ${count - 1} more packages in ${path}.` : "";
        return `${what} was loaded, but no layer in the lock has it.${others}`;
      }
    }
  },
  fix({ evidence: { kind, layer, path } }) {
    if (kind === "not-locked")
      return `Detach the layer that brings ${path}, or run \`outcrop lock\` again with it, ${deploy}`;
    const build = layer?.includes(":") === true ? layer : `the build of ${layer} that is locked`;
    return `Attach ${build}, or run \`outcrop lock\` again with the layer that is attached now, ${deploy}`;
  },
});

function versionPhrase(locked: DriftEvidence["locked"]): string {
  return locked?.version == null ? "another build" : `version ${locked.version}`;
}
