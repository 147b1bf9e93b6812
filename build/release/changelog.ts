/** What the changelog says about one version (https://keepachangelog.com/en/1.1.0/). */

/**
 * The text below the version's heading, for the notes of a release.
 * @throws Error when there is none
 */
export function notesOf(changelog: string, version: string): string {
  const notes = sectionOf(changelog, version);
  if (notes === null) throw new Error(`CHANGELOG.md has no section "## ${version}"`);
  if (notes === "") throw new Error(`CHANGELOG.md says nothing about ${version}`);
  return `${notes}\n`;
}

/** A tagged commit must have named all its changes. @throws Error when some wait for a version */
export function nothingUnreleased(changelog: string): void {
  if ((sectionOf(changelog, "Unreleased") ?? "") !== "")
    throw new Error('CHANGELOG.md has entries under "Unreleased". Move them below the version');
}

/** Null where no such heading is. A heading may have a date: `## 1.2.0 - 2026-12-01`. */
function sectionOf(changelog: string, title: string): string | null {
  const lines = changelog.split("\n");
  const start = lines.findIndex((line) => line === `## ${title}` || line.startsWith(`## ${title} - `));
  if (start < 0) return null;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("## "));
  return lines
    .slice(start + 1, length < 0 ? undefined : start + 1 + length)
    .join("\n")
    .trim();
}
