/** What to say where no event could be read: what each file looks like, and what to do. */

import type { FileReading } from "../../incident/read/recognised.ts";
import { listed } from "../../page/counts.ts";

const maxFiles = 10;

export function nothingRead(readings: readonly FileReading[]): string {
  const told = readings.flatMap(({ file, looksLike }) =>
    looksLike === null ? [] : [`outcrop: ${file === "-" ? "stdin" : file}: ${looksLike}\n`],
  );
  const left = told.length - maxFiles;
  return (
    "outcrop: no log events could be read; expected logs of a Lambda function: " +
    `Outcrop's lines, the platform's lines or errors\n${told.slice(0, maxFiles).join("")}` +
    (left > 0 ? `outcrop: and ${left} more files\n` : "")
  );
}

/** Logs were read, of other functions than the one that was asked for. */
export function otherFunctions(name: string, others: readonly string[]): string {
  return others.length === 0
    ? `outcrop: no line names the function ${name}, nor any other; leave out --function\n`
    : `outcrop: no line is of the function ${name}; these logs are of ${listed(others, 20)}\n`;
}
