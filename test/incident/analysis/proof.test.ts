import { describe, expect, it } from "vitest";
import { analyse } from "../../../incident/analysis/analyse.ts";
import { compare } from "../../../incident/analysis/compare.ts";
import type { Proof } from "../../../incident/analysis/proof.ts";
import type { DistinctError } from "../../../incident/model/model.ts";
import { linkText } from "../../../incident/report/words/link.ts";
import { copy, environment, error, finding, gap, incident, own } from "./incidents.ts";

const [zod3, zod4] = [copy("zod@3.24.4", "layer"), copy("zod@4.1.0")];
const [ajv7, ajv8] = [copy("ajv@7.2.4", "layer"), copy("ajv@8.17.1")];
const ofZod = finding("range-violation", { winner: zod3, loser: zod4, importer: own });
const ofAjv = finding("shadowed-package", { winner: ajv7, loser: ajv8, importer: own, severity: "info" });
const bad = environment({ copies: [own, zod3, ajv7], findings: [ofZod, ofAjv], failed: 2 });

function incidentOf(spec: Partial<DistinctError> = {}) {
  const frames = ["at parse (/opt/nodejs/node_modules/zod/lib/types.js:7:1)"];
  return incident([bad], [error({ in: [bad], frames, ...spec })], { gaps: [gap("level-filter")] });
}

const proof: Proof = {
  error: { name: "TypeError", code: null },
  findings: [{ code: "shadowed-package", package: "ajv", winner: ajv7.path, loser: ajv8.path }],
};
const codeOf = ({ answer, causes }: ReturnType<typeof analyse>): string | undefined =>
  causes[answer.cause ?? -1]?.code;

describe("a proof from a replay", () => {
  it("makes its finding the cause, whatever the logs tie to the error or lack", () => {
    expect(codeOf(analyse(incidentOf()))).toBe("range-violation");
    const analysis = analyse(incidentOf(), { proof });
    expect(codeOf(analysis)).toBe("shadowed-package");
    expect(analysis.answer.confidence).toBe("certain");
    expect(analysis.causes[0]?.standing).toMatchObject({ kind: "linked", link: { kind: "replay" } });
    expect(linkText({ kind: "replay" })).toBe(
      "The same event fails with this error, and does not when the finding is repaired.",
    );
  });

  it("counts where two captures are compared as well", () => {
    expect(compare(incident([], []), incidentOf(), proof).analysis.answer.confidence).toBe("certain");
  });

  it.each<[string, Proof]>([
    ["another error", { ...proof, error: { name: "RangeError", code: null } }],
    ["another code of it", { ...proof, error: { name: "TypeError", code: "ERR_OTHER" } }],
    [
      "another copy",
      { ...proof, findings: [{ ...proof.findings[0], winner: "/opt/x" } as Proof["findings"][number]] },
    ],
    ["nothing", { ...proof, findings: [] }],
  ])("says nothing where it is about %s", (_, other) => {
    const known = incidentOf({ code: "ERR_KNOWN" });
    expect(analyse(known, { proof: other })).toEqual(analyse(known));
  });

  it("of a timeout is for a timeout", () => {
    const timeout = { ...proof, error: { name: "timeout", code: null } };
    const late = incidentOf({ kind: "timeout", name: "Sandbox.Timedout", frames: [] });
    expect(analyse(late, { proof: timeout }).answer.confidence).toBe("certain");
    expect(codeOf(analyse(incidentOf(), { proof: timeout }))).toBe("range-violation");
  });
});
