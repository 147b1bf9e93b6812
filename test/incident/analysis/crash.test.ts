/** A process that ended with nothing left to do: the handler may wait for another copy. */
import { expect, test } from "vitest";
import { zod3, zod4 } from "./broken.ts";
import { analyse } from "./in-words.ts";
import { copy, environment, error, finding, incident, own } from "./incidents.ts";

const twice = (severity: "info" | "warning") =>
  finding("duplicate-instance", { winner: zod3, loser: zod4, severity, at: 121 });
const other = finding("duplicate-instance", {
  winner: copy("pg@8.1.0"),
  loser: copy("pg@8.0.0", "layer"),
  severity: "info",
  evidence: { metBy: { shareable: true } },
  at: 121,
});
const answered = ({
  severity = "info",
  before = true,
  others = [],
}: {
  severity?: "info" | "warning";
  before?: boolean;
  others?: readonly (typeof other)[];
}) => {
  const good = environment({ copies: [own, zod4], functionVersion: "6", to: 110, invocations: 20 });
  const bad = environment({
    copies: [own, zod3, zod4],
    functionVersion: "7",
    from: 120,
    to: 180,
    findings: [twice(severity), ...others],
    invocations: 8,
    failed: 8,
  });
  const ended = {
    kind: "exit",
    name: "Runtime.ExitError",
    message: "RequestId: 1 Error: Runtime exited without providing a reason",
    frames: [],
  } as const;
  const thrown = error({ in: [bad], from: 122, to: 170, count: 8, ...ended });
  return analyse(incident(before ? [good, bad] : [bad], [thrown])).answer;
};

test("two copies that no package shares count where they came with the error", () => {
  expect(answered({})).toMatchObject({ verdict: "collision", confidence: "low" });
});

test("they do not count where nothing ran without them", () => {
  expect(answered({ before: false }).verdict).toBe("no-collision");
});

test("two copies that meet are a lead", () => {
  expect(answered({ severity: "warning", before: false })).toMatchObject({
    verdict: "collision",
    confidence: "low",
  });
});

test("of two packages with two copies each, either may be what it waits for", () => {
  const { confidence, because } = answered({ severity: "warning", others: [other] });
  expect(confidence).toBe("low");
  expect(because).toContain("pg fits as well: these logs do not distinguish them.");
});
