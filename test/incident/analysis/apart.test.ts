import { expect, it } from "vitest";
import type { Announcement } from "../../../incident/model/announcement.ts";
import { analyse } from "./in-words.ts";
import { copy, environment, error, finding, incident, own } from "./incidents.ts";

const [first, second] = [copy("box@1.0.0"), copy("box@1.0.0", "layer")];
const twice = finding("duplicate-instance", { winner: first, loser: second, severity: "warning", at: 100 });
const frames = ["at get (/var/task/node_modules/box/index.js:1:1)", "at handler (/var/task/index.js:3:1)"];

/** Five invocations before a deploy, three after it that failed, in code that the two copies do not share. */
function afterDeploy(told: Announcement | null): string {
  const before = environment({ copies: [own, second], invocations: 5 });
  const where = environment({
    copies: [own, first, second],
    findings: [twice],
    invocations: 3,
    failed: 3,
    from: 100,
    to: 160,
  });
  const failed = error({ in: [where], from: 110, name: "Error", message: "not set", frames, count: 3, told });
  return analyse(incident([before, where], [failed])).answer.confidence;
}

const judged: Announcement = {
  explanation: "It failed in box.",
  mixedRoots: null,
  findings: [{ code: "duplicate-instance", package: "box" }],
  cause: { code: "duplicate-instance", package: "box", path: first.path, confidence: "low" },
  isJudged: true,
  missing: null,
  thrown: "on-purpose",
  called: null,
  chain: [],
};

it("a deploy that brought two copies does not make them likelier, where the code was looked at", () => {
  expect(afterDeploy(judged)).toBe("low");
});

it("but it does where no one looked at the code", () => {
  expect(afterDeploy(null)).toBe("medium");
});
