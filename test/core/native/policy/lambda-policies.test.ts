import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { lambdaPolicies, policyFor } from "../../../../core/native/policy/lambda-policies.ts";
import { lineOf, nodeBinary, nodeLines } from "../../../../sandbox/runtime/nodes.ts";

test("each runtime that Outcrop runs on has one, and no other", () => {
  const runtimes = nodeLines.map((line) => lineOf(line).runtime).sort();
  expect(lambdaPolicies.map(({ runtime }) => runtime).sort()).toEqual(runtimes);
  expect(policyFor("nodejs24.x")?.abi).toBe("137");
  expect([policyFor("python3.13"), policyFor(null)]).toEqual([null, null]);
});

describe.each(nodeLines)("Node %s", (line) => {
  const policy = policyFor(lineOf(line).runtime);

  test("has the versions that the policy shows", () => {
    const versions = execFileSync(nodeBinary(line), ["-p", "JSON.stringify(process.versions)"], {
      encoding: "utf8",
    });
    const { modules, napi } = JSON.parse(versions) as Record<string, string>;
    expect({ abi: policy?.abi, napi: policy?.napi }).toEqual({ abi: modules, napi });
  });

  test("names its sources, and what each library offers", () => {
    expect(policy?.sources.length).toBeGreaterThan(2);
    expect(policy?.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(policy?.libraries["libc.so.6"]).toEqual(["GLIBC_2.34"]);
    for (const soname of Object.keys(policy?.libraries ?? {})) expect(policy?.sonames.has(soname)).toBe(true);
  });
});
