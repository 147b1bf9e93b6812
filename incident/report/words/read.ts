/** What a report was made from. */

import { counted, listed } from "../../../page/counts.ts";
import type { Incident } from "../../model/model.ts";
import { failures } from "./counts.ts";
import { fromTo } from "./time.ts";

export function readText({ totals, span, environments, shapes = [] }: Incident): string {
  const { files, events, outcropLines, duplicates, invocations, failed } = totals;
  const lines = `${counted(outcropLines, "line")} of them Outcrop's`;
  const read = `${counted(events, "relevant log event")} in ${counted(files, "file")}, ${lines}`;
  const twice = duplicates > 0 ? ` (${counted(duplicates, "duplicate")} left out)` : "";
  const when = span === null ? "" : `; ${fromTo(span.from, span.to)}`;
  const names = shapes.map(([name]) => name);
  const as = names.length === 0 ? "" : `, read as ${listed(names, 5)}`;
  const where = counted(environments.length, "environment");
  return `${read}${as}${twice}${when}; ${where}; ${failures(failed, invocations)}`;
}
