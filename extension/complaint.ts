/** A line for when there is no logger, because it is what failed or is not worth loading. */
export function complain(what: string): void {
  process.stdout.write(`outcrop: ${what}\n`);
}
