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

it("a deploy that brought a broken package does not explain what another one throws on purpose", () => {
  const broken = finding("range-violation", {
    winner: copy("zod@3.0.0"),
    importer: copy("form@1.0.0"),
    at: 100,
  });
  const answered = (findings: Announcement["findings"], thrown: Announcement["thrown"]) => {
    const before = environment({ copies: [own], invocations: 5 });
    const where = environment({
      copies: [own],
      findings: [broken],
      invocations: 8,
      failed: 8,
      from: 100,
      to: 160,
    });
    const told = { ...judged, findings, cause: null, thrown };
    const failed = error({
      in: [where],
      from: 110,
      name: "Error",
      message: "no key",
      frames,
      count: 8,
      told,
    });
    return analyse(incident([before, where], [failed])).answer.verdict;
  };
  expect(answered([], "on-purpose")).toBe("no-collision");
  expect(answered([], null)).toBe("collision");
});

it("nor what the engine throws in code that does not use the package", () => {
  const broken = finding("range-violation", { winner: copy("zod@3.0.0"), importer: own, at: 100 });
  const before = environment({ copies: [own], invocations: 12 });
  const where = environment({
    copies: [own],
    findings: [broken],
    invocations: 8,
    failed: 8,
    from: 100,
    to: 160,
  });
  const told: Announcement = { ...judged, findings: [], cause: null, thrown: "by-engine" };
  const message = "Cannot read properties of undefined (reading 'city')";
  const failed = error({
    in: [where],
    from: 110,
    name: "TypeError",
    message,
    frames: ["at handler (/var/task/index.js:3:1)"],
    count: 8,
    told,
  });
  expect(analyse(incident([before, where], [failed])).answer.verdict).toBe("no-collision");
});
