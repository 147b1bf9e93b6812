/** A function whose own code is a bundle: Outcrop cannot say that no collision did it. */
import { expect, test } from "vitest";
import { fingerprintOf } from "../../../core/layout/fingerprint.ts";
import type { EnvironmentFacts } from "../../../incident/model/model.ts";
import { incidentOf, kindsOf, Stream } from "../model/events.ts";
import { analyse } from "./in-words.ts";
import { environment, error, incident, own } from "./incidents.ts";

const answered = (coverage: EnvironmentFacts["coverage"]) => {
  const facts = { coverage } as EnvironmentFacts;
  const where = environment({ copies: [own], facts, failed: 3 });
  return analyse(incident([where], [error({ in: [where], count: 3, message: "a is not a function" })]))
    .answer;
};

test("no collision is found with little certainty, and the answer says why", () => {
  const { verdict, confidence, because } = answered("bundled");
  expect({ verdict, confidence }).toEqual({ verdict: "no-collision", confidence: "low" });
  expect(because.join(" ")).toContain("The function's code is a bundle");
});

test.each(["full", null] as const)("is not said where coverage is %s", (coverage) => {
  expect(answered(coverage)).toMatchObject({ verdict: "no-collision", confidence: "high" });
});

test("is a gap of the logs", async () => {
  const bundled = await incidentOf(new Stream("a").line("environment", { coverage: "bundled" }).events);
  expect(kindsOf(bundled)).toContain("bundled");
  const unknown = await incidentOf(new Stream("a").line("environment", { coverage: "partly" }).events);
  expect(kindsOf(unknown)).not.toContain("bundled");
  expect(unknown.environments[0]?.facts?.coverage).toBeNull();
});

/** A bundle with one copy, as lines with two fingerprints give it. */
function withKnownCopies(version: string | null): Stream {
  const copy = { package: "zod", root: "function", path: "/var/task/index.js#node_modules/zod" };
  const packages = fingerprintOf([{ package: "zod", version, root: "function" }]);
  return new Stream("a")
    .line("environment", { coverage: "bundled", bundle_maps: "/var/task/index.js.map" })
    .line("resolution", { ...copy, ...(version === null ? {} : { version }), modules: 3, how: "bundled" })
    .line("invocation", {
      request_id: "a1",
      cold_start: true,
      failed: false,
      ended_by: "end-mark",
      new_copies: 1,
      new_findings: 0,
      fingerprint: "0123456789abcdef",
      packages_fingerprint: packages,
    });
}

test.each(["4.1.13", null])("has copies of version %s if its map was read", async (version) => {
  const known = await incidentOf(withKnownCopies(version).events);
  expect(kindsOf(known)).toContain("bundled-copies-known");
  expect(kindsOf(known)).not.toContain("bundled");
  expect(kindsOf(known)).not.toContain("resolutions-missing");
  expect(known.environments[0]?.loads).toMatchObject([
    {
      codeFingerprints: ["0123456789abcdef"],
      copies: [{ package: "zod", version, path: "/var/task/index.js#node_modules/zod", how: "bundled" }],
    },
  ]);
});
