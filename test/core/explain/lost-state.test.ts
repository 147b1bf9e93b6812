import { describe, expect, test } from "vitest";
import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import { judge } from "../../../core/explain/judge.ts";
import { copy, errorFacts, finding, ownFrame } from "./support.ts";

const twice = finding("moment", {
  winner: copy("moment", "2.29.4", "function"),
  loser: copy("moment", "2.29.4", "layer"),
});
/** The function's own code uses the winner, a plug-in in the layer the loser. */
const usersOf = (path: string): ReadonlySet<string> =>
  new Set(path.startsWith("/opt") ? ["/opt/nodejs/node_modules/moment-timezone"] : ["/var/task"]);

const judged = (parts: Partial<ErrorFacts>) =>
  judge([twice], [errorFacts([ownFrame], { name: "TypeError", thrown: "by-engine", ...parts })], usersOf).map(
    ({ grade, tie }) => `${tie.by} ${grade}`,
  );
const missing = (kind: "not-a-function" | "undefined-property", name: string, of: string | null) => ({
  missing: { kind, name, of, specifier: null },
});

describe("what two copies do not share", () => {
  const added = new Set([twice.package]);

  test.each([
    ["what a plug-in added", { ...missing("not-a-function", "tz", "moment(...)"), exchanged: added }],
    [
      "what it added to the package itself",
      { ...missing("not-a-function", "tz", "moment"), exchanged: added },
    ],
    ["what was registered", missing("undefined-property", "spanContext", null)],
  ])("%s", (_, parts) =>
    expect(judged({ ...parts, called: new Set(["moment"]) })).toEqual(["user circumstance"]),
  );

  test.each(["moment(...)", "moment"])("a name that nothing added is a lead only: %s", (of) => {
    const parts = missing("not-a-function", "utcc", of);
    expect(judged({ ...parts, called: new Set(["moment"]) })).toEqual(["user lead"]);
  });

  test("nothing, where the expression calls another package", () => {
    const parts = missing("not-a-function", "tz", "zone(...)");
    expect(judged({ ...parts, called: new Set(["zone"]) })).toEqual([]);
  });
});
