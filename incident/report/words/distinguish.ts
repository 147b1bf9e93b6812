/** What would distinguish causes that fit an error equally. */

import { andList } from "../../../page/counts.ts";
import type { Cause } from "../../analysis/analysis.ts";
import { sentences } from "./sentences.ts";

/**
 * @param equals causes that fit equally, at least two
 * @returns how to find out which it is
 */
export function distinguish(equals: readonly Cause[]): string {
  const [first, ...others] = equals;
  if (first === undefined) return "";
  const alone = equals.find(({ blast }) => (blast.without?.invocations ?? 0) > 0);
  return sentences(
    `To distinguish them, repair ${first.package} alone and call the function again: ` +
      `if the error stays, it is ${andList(others.map(({ package: name }) => name))}`,
    alone === undefined ? "Logs of an environment that has only one of them would show it as well" : null,
    `The fix for ${first.package}: ${first.fix}`,
  );
}
