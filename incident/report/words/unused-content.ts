/** What of a layer no function loaded, in words. */

import { andList, counted, number } from "../../../page/counts.ts";
import { sizeText } from "../../../page/size-text.ts";
import type { UnusedContent, UnusedPackage } from "../../analysis/unused-content.ts";
import { sentences } from "./sentences.ts";

export function unusedText({
  functions,
  locked,
  environments,
  all,
  unused,
  bytes,
  notJudged,
}: UnusedContent): string {
  const who = `${counted(functions.length, "function")} (${andList(functions, 5)}) in ${counted(environments, "environment")}`;
  const size = bytes === null || all.bytes === null ? "" : `, ${sizeText(bytes)} of ${sizeText(all.bytes)}`;
  const what =
    unused.length === 0
      ? `${all.packages === 1 ? "Its one package" : `Each of its ${counted(all.packages, "package")}`} was loaded, or has native files`
      : `${number(unused.length)} of its ${counted(all.packages, "package")} ${unused.length === 1 ? "was" : "were"} never loaded${size}`;
  const missing = locked - functions.length;
  return sentences(
    `${what}, by ${who}`,
    missing > 0
      ? `By the lock ${counted(missing, "more function")} of which these logs hold nothing may load them`
      : null,
    notJudged.length > 0
      ? `${counted(notJudged.length, "package")} with native files ${notJudged.length === 1 ? "was" : "were"} not loaded by Node, and may still be used: ` +
          andList(
            notJudged.map(({ package: name }) => name),
            5,
          )
      : null,
  );
}

export const unusedHead = ["package", "bytes", "folder"] as const;

export function unusedRows(
  { unused }: UnusedContent,
  most: number,
): readonly (readonly [string, string, string])[] {
  return unused
    .slice(0, most)
    .map((one) => [nameOf(one), one.bytes === null ? "?" : sizeText(one.bytes), one.folder]);
}

function nameOf({ package: name, version }: UnusedPackage): string {
  return `${name}@${version ?? "(no version)"}`;
}
