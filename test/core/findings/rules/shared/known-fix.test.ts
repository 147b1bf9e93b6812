import { expect, test } from "vitest";
import { knownFix } from "../../../../../core/findings/rules/shared/known-fix.ts";
import type { UnresolvedEvidence } from "../../../../../core/findings/rules/shared/unresolved-evidence.ts";

const importer = {
  path: "/opt/nodejs/node_modules/ajv-keywords/index.js",
  copy: {
    package: "ajv-keywords",
    version: "5.1.0",
    root: "layer",
    path: "/opt/nodejs/node_modules/ajv-keywords",
  },
} as const;
const evidence = (parts: Partial<UnresolvedEvidence>): UnresolvedEvidence =>
  ({
    present: null,
    nearMisses: [],
    forHost: null,
    unbuilt: null,
    ...parts,
  }) as unknown as UnresolvedEvidence;

test.each([
  [
    "another version instead",
    "ajv",
    { present: { version: "6.12.6", inRange: false } },
    'Install ajv ^8.8.2 next to ajv-keywords@5.1.0 in the layer: npm install "ajv@^8.8.2".',
  ],
  ["the gone SDK", "aws-sdk", {}, "Run `npm install aws-sdk`"],
  ["generated code", ".prisma/client", {}, "Run `npx prisma generate`"],
] as const)("%s", (_, name, parts, fix) => {
  expect(knownFix(name, importer, "^8.8.2", evidence(parts))).toContain(fix);
});

test.each([
  ["a package in range", "ajv", { present: { version: "8.9.0", inRange: true } }],
  ["a package that is not there", "ajv", {}],
] as const)("nothing for %s", (_, name, parts) => {
  expect(knownFix(name, importer, "^8.8.2", evidence(parts))).toBeNull();
});
