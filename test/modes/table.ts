/** The table of docs/modes.md: what the tests of this folder declare. */
import { type Mode, modes } from "./declared.ts";

export function modesTable(): string {
  const rows = Object.entries<Mode>(modes).map(
    ([name, { sees, says }]) => `| ${name} | ${sees} | ${says} | tested | tested |`,
  );
  return `| mode | what the function sees | what Outcrop says | Node 22 | Node 24 |
| --- | --- | --- | --- | --- |
${rows.join("\n")}`;
}
