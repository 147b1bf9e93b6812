/** The text of a problem with a file that gave an error when it was read. */
export function unreadText(error: unknown, artefact: string): string {
  const why = error instanceof Error ? error.message : String(error);
  // A zip's own message names it already.
  return `cannot be read: ${why.includes(artefact) ? why : `${artefact}: ${why}`}`;
}
