/** The version that is there refuses a value that the wanted one takes. */
import type { Draft, Fault } from "../draft.ts";
import { versionFault } from "./version-fault.ts";

export function refused(draft: Draft): Fault {
  const { random, names } = draft;
  const member = names.member();
  const value = random.pick(["CHF", "JPY", "NOK"]);
  const how = random.pick(["Error", "TypeError", "CurrencyError", "RangeError"]);
  draft.facets["error"] = how;
  const own = how === "CurrencyError" ? `class ${how} extends Error {\n  name = '${how}';\n}\n` : "";
  const source = (list: readonly string[]): string => `${own}function ${member}(order) {
  const known = ${JSON.stringify(list)};
  if (!known.includes(order.currency)) throw new ${how}('unknown currency ' + order.currency);
  return known.indexOf(order.currency);
}`;
  const fault = versionFault(
    draft,
    {
      member,
      call: (it) => `${it}(order)`,
      wanted: [{ name: member, source: source(["EUR", "USD", value]) }],
      got: [{ name: member, source: source(["EUR", "USD"]) }],
    },
    { gated: false },
  );
  return { ...fault, failing: { currency: value } };
}
