import { describe, expect, it } from "vitest";
import { checkFunction } from "../../../check/check-function.ts";
import { documentedProfile, documentedRuntimes } from "../../../check/profile/documented.ts";
import { completed, observedProfiles } from "../../../check/profile/observed.ts";
import { profileJson, profilesOf } from "../../../check/profile/profile-file.ts";
import { profileTree } from "../../../check/profile/profile-tree.ts";
import type { RuntimeProfile } from "../../../check/profile/runtime-profile.ts";
import { tree } from "../layers/layers.ts";

const folder = "/var/runtime/node_modules";
const s3 = { name: "@aws-sdk/client-s3", version: "3.901.0", path: `${folder}/@aws-sdk/client-s3` };
const profile: RuntimeProfile = {
  runtime: "nodejs24.x",
  release: "nodejs:24.v31",
  source: "a test",
  asOf: "2026-11-30",
  packages: [s3],
};

const check = (code: string, given: RuntimeProfile | null, manifest: object = {}) =>
  checkFunction({
    name: "orders",
    task: tree("code", {
      "index.js": `${code}; exports.handler = async () => {}`,
      "package.json": JSON.stringify(manifest),
    }),
    layers: [],
    runtimeFiles: given === null ? null : profileTree(given),
    runtime: "nodejs24.x",
    arch: "x64",
    handler: "index.handler",
    variables: {},
  });

describe("what is documented of a runtime", () => {
  it("has the packages of the SDK without versions, for each runtime with levels", () => {
    expect(documentedRuntimes).toEqual(["nodejs22.x", "nodejs24.x", "nodejs26.x"]);
    const documented = documentedProfile("nodejs22.x");
    expect(documented?.source).toContain("began with 3.632.0");
    const names = documented?.packages.map(({ name }) => name) ?? [];
    for (const name of [
      "@aws-sdk/client-s3",
      "@aws-sdk/lib-dynamodb",
      "@aws-sdk/s3-request-presigner",
      "@smithy/node-http-handler",
    ])
      expect(names).toContain(name);
    expect(new Set(names).size).toBe(names.length);
    expect(documented?.packages.every(({ version }) => version === null)).toBe(true);
    expect(documentedProfile("python3.13")).toBeNull();
  });

  it("has what a function takes from the runtime, by any of its paths", () => {
    const names = ["client-s3", "client-s3/package.json", "core/client"];
    const code = names.map((name) => `require("@aws-sdk/${name}");`).join(" ");
    const without = check(code, null);
    expect(without.will.map(({ code }) => code)).toContain("unresolved-module");
    const withProfile = check(code, documentedProfile("nodejs24.x"));
    expect(withProfile).toMatchObject({ will: [], may: [], unjudged: [] });
    expect(withProfile.modules.certain).toBe(4);
    // A name that the SDK does not have is still missing.
    const misspelt = check(`require("@aws-sdk/client-s33")`, documentedProfile("nodejs24.x"));
    expect(misspelt.will.map(({ code }) => code)).toEqual(["unresolved-module"]);
  });

  it("judges no version that it does not know", () => {
    const dependencies = { "@aws-sdk/client-s3": "^3.900.0" };
    const code = `require("@aws-sdk/client-s3")`;
    expect(check(code, documentedProfile("nodejs24.x"), { name: "o", dependencies }).will).toEqual([]);
    const old = { ...profile, packages: [{ ...s3, version: "3.632.0" }] };
    const found = check(code, old, { name: "o", version: "1.0.0", dependencies }).will;
    expect(found.map(({ code, winner }) => [code, winner?.version])).toEqual([
      ["range-violation", "3.632.0"],
    ]);
  });
});

describe("a profile from production", () => {
  const at = (day: number) => Date.UTC(2026, 10, day);

  it("has what was seen last, by runtime", () => {
    const newer = { ...s3, version: "3.950.0" };
    const sqs = { name: "@aws-sdk/client-sqs", version: "3.901.0", path: `${folder}/@aws-sdk/client-sqs` };
    const profiles = observedProfiles([
      { runtime: "nodejs24.x", release: "nodejs:24.v32", at: at(20), packages: [newer] },
      { runtime: "nodejs24.x", release: "nodejs:24.v31", at: at(10), packages: [s3, sqs] },
      { runtime: "nodejs22.x", release: null, at: at(1), packages: [s3] },
      { runtime: "nodejs26.x", release: null, at: at(1), packages: [] },
    ]);
    expect(profiles.map(({ runtime, release, asOf }) => [runtime, release, asOf])).toEqual([
      ["nodejs22.x", null, "2026-11-01"],
      ["nodejs24.x", "nodejs:24.v32", "2026-11-20"],
    ]);
    expect(profiles[1]?.packages).toEqual([newer, sqs]);
  });

  it("is completed by what is documented", () => {
    const all = completed(profile, documentedProfile("nodejs24.x"));
    expect(all.packages.find(({ name }) => name === s3.name)).toEqual(s3);
    expect(all.packages.filter(({ name }) => name === s3.name)).toHaveLength(1);
    expect(all.packages.length).toBeGreaterThan(400);
    expect(completed(profile, null)).toBe(profile);
  });

  it("is read as it was written", () => {
    expect(profilesOf(JSON.parse(profileJson([profile])), "p.json")).toEqual([profile]);
  });

  const bad = (change: object): unknown => ({
    outcrop: "profile",
    schema: 1,
    profiles: [{ ...profile, ...change }],
  });
  it.each([
    [[], "p.json: is not a profile"],
    [{ outcrop: "profile", schema: 2 }, "has a schema that this version"],
    [{ outcrop: "profile", schema: 1, profiles: [] }, "has 0 profiles"],
    [bad({ runtime: "python3.13" }), "profile 1: runtime must be one of Node's"],
    [bad({ packages: [{ ...s3, name: "" }] }), "package 1: name must be"],
    [bad({ packages: [s3, { ...s3, version: 3 }] }), "package 2: version must be"],
    [bad({ packages: [{ ...s3, path: "/var/runtime/../task/x" }] }), "package 1: path must be"],
    [bad({ packages: [{ ...s3, path: "/opt/nodejs/node_modules/x" }] }), "package 1: path must be"],
    [bad({ packages: Array.from({ length: 20_001 }, () => s3) }), "more than 20000 packages"],
  ])("is refused in one line when it is wrong (%#)", (document, message) => {
    expect(() => profilesOf(document, "p.json")).toThrow(message);
  });
});
