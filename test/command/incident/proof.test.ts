import { afterAll, describe, expect, it } from "vitest";
import { readProof } from "../../../command/incident/proof.ts";
import { UsageError } from "../../../command/shared/usage.ts";
import { Folders } from "../../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const finding = {
  code: "range-violation",
  package: "zod",
  winner: "/var/task/node_modules/zod",
  loser: null,
};
const proof = {
  schema: 1,
  verdict: "proved",
  error: { name: "TypeError", code: null },
  repairs: [
    { outcome: "succeeds", findings: [finding] },
    { outcome: "same-error", findings: [{ ...finding, package: "other" }] },
  ],
};
const file = (content: object | string): string => `${folders.make({ "proof.json": content })}/proof.json`;

describe("a proof for the report", () => {
  it("has the error, and the findings whose repair ends it", () => {
    expect(readProof(file(proof))).toEqual({ error: { name: "TypeError", code: null }, findings: [finding] });
  });

  it.each([
    ["not JSON", "{", "is not valid JSON"],
    ["another document", { schema: 1, answer: {} }, "is not the output of outcrop prove --json"],
    ["a list", "[]", "is not the output of outcrop prove --json"],
    ["nothing", "null", "is not the output of outcrop prove --json"],
    ["a newer schema", { ...proof, schema: 2 }, "is not the output of outcrop prove --json"],
    ["no proof", { ...proof, verdict: "not-proved" }, "does not prove a cause"],
    ["no error", { ...proof, error: null }, "does not prove a cause"],
  ])("is refused where the file holds %s", (_, content, message) => {
    const path = file(content);
    expect(() => readProof(path)).toThrow(UsageError);
    expect(() => readProof(path)).toThrow(`--proof: ${path} ${message}`);
  });

  it("is refused where there is no file, and where it has another shape inside", () => {
    expect(() => readProof("/nowhere")).toThrow("--proof: /nowhere is not a file");
    expect(() => readProof("/dev/zero")).toThrow("--proof: /dev/zero is not a file");
    const odd = {
      ...proof,
      repairs: [7, null, { outcome: "succeeds", findings: [3, {}] }, { outcome: "succeeds" }],
    };
    const empty = { code: "", package: "", winner: null, loser: null };
    expect(readProof(file(odd)).findings).toEqual([empty, empty]);
  });
});
