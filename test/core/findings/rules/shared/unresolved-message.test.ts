import { expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../../core/findings/finding.ts";
import { failed, findingsOf } from "../../../support/journal.ts";
import { pkg } from "../../../support/tree.ts";

const own = "/var/task/index.js";

test("a question for the path alone reads as one", () => {
  const [finding] = findingsOf("unresolved-module", {}, [
    failed(own, "x", "MODULE_NOT_FOUND", "require.resolve"),
  ]);
  expect(finding && messageOf(finding)).toContain(
    'looked for "x" with require.resolve() and got MODULE_NOT_FOUND',
  );
});

test("the text says who asked, what Node answered and what is nearby", () => {
  const [finding] = findingsOf(
    "unresolved-module",
    { function: pkg("app", "1.0.0"), layers: [{ "node_modules/x": pkg("x", "1.0.0") }] },
    [failed(own, "x")],
  );
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    [
      'app@1.0.0 (/var/task/index.js) asked for "x" with require and got MODULE_NOT_FOUND.',
      "It is at /opt/node_modules/x, where Node does not look; in a layer it must be at",
      "/opt/nodejs/node_modules/x.",
    ].join(" "),
  );
  expect(fixOf(finding)).toBe("Pack the layer so that the package is at nodejs/node_modules/x in its zip.");
});
