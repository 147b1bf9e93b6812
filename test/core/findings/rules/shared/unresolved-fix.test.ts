import { describe, expect, test } from "vitest";
import { type FindingOf, fixOf, messageOf } from "../../../../../core/findings/finding.ts";
import type { JournalRecord } from "../../../../../core/journal/records.ts";
import { failed, findingsOf } from "../../../support/journal.ts";
import { json, pkg, type Tree } from "../../../support/tree.ts";

const own = "/var/task/index.js";
const modules = "/opt/nodejs/node_modules";
const only = (tree: Tree, record: JournalRecord): FindingOf<"unresolved-module"> => {
  const found = findingsOf("unresolved-module", tree, [record]);
  expect(found).toHaveLength(1);
  return found[0] as FindingOf<"unresolved-module">;
};

describe("a package that is there and lacks the file", () => {
  const tree = (version: string, range: string): Tree => ({
    layers: [
      {
        "nodejs/node_modules": {
          old: pkg("old", version),
          asker: pkg("asker", "5.1.0", { peerDependencies: { old: range } }),
        },
      },
    ],
  });
  const asked = failed(`${modules}/asker/index.js`, "old/dist/core");

  test("in a version that the importer did not ask for: names both, and installs the range", () => {
    const finding = only(tree("6.12.6", "^8.8.2"), asked);
    expect(finding).toMatchObject({
      severity: "error",
      range: "^8.8.2",
      evidence: { present: { version: "6.12.6", inRange: false }, nearMisses: [{ kind: "missing-file" }] },
    });
    expect(messageOf(finding)).toContain("That copy is old@6.12.6, but the importer asks for ^8.8.2.");
    expect(fixOf(finding)).toMatch(/^Install old \^8\.8\.2 .*in the layer: npm install "old@\^8\.8\.2"\.$/);
  });

  test("in a version that the importer asked for: its folder is incomplete", () => {
    const finding = only(tree("8.9.0", "^8.8.2"), asked);
    expect(finding.evidence.present).toEqual({ version: "8.9.0", inRange: true });
    expect(messageOf(finding)).not.toContain("asks for ^8.8.2");
    expect(fixOf(finding)).toContain(
      "Run `rm -rf node_modules/old && npm install` in the layer's folder nodejs",
    );
  });

  test("in a version that cannot be judged", () => {
    const finding = only(tree("8.9.0", "github:o/old"), asked);
    expect(finding.evidence.present).toEqual({ version: "8.9.0", inRange: null });
    expect(fixOf(finding)).toContain("`rm -rf node_modules/old && npm install`");
  });

  test("that no one declares", () => {
    const finding = only(tree("8.9.0", "^8.8.2"), failed(own, "old/dist/core"));
    expect(finding.evidence.present).toEqual({ version: "8.9.0", inRange: null });
  });
});

test("a package that is nowhere is not present", () => {
  expect(only({}, failed(own, "x")).evidence.present).toBeNull();
});

test("aws-sdk 2 must be packed: no runtime has it", () => {
  const finding = only({ function: pkg("app", "1.0.0") }, failed(own, "aws-sdk/clients/s3"));
  expect(fixOf(finding)).toMatch(/^Run `npm install aws-sdk`, .* since nodejs18\.x have version 3/);
});

test("aws-sdk in a folder where Node does not look is moved, not installed again", () => {
  const finding = only(
    { layers: [{ "node_modules/aws-sdk": pkg("aws-sdk", "2.0.0") }] },
    failed(own, "aws-sdk"),
  );
  expect(fixOf(finding)).toContain("nodejs/node_modules/aws-sdk in its zip");
});

describe("Prisma's generated client", () => {
  const client = "/var/task/node_modules/@prisma/client/default.js";
  const tree: Tree = {
    function: {
      "node_modules/@prisma/client": { "package.json": json({ name: "@prisma/client", version: "5.22.0" }) },
    },
  };

  test("must be generated and packed", () => {
    const finding = only(tree, failed(client, ".prisma/client/default"));
    expect(finding.package).toBe(".prisma/client");
    expect(finding.evidence.searched).toContain("/var/task/node_modules");
    expect(fixOf(finding)).toMatch(/^Run `npx prisma generate`, and pack node_modules\/\.prisma/);
  });

  test("another dot folder has no generator that is known", () => {
    expect(fixOf(only(tree, failed(own, ".other/client")))).toContain("Add .other/client");
  });
});

test.each([
  ["the function's own file", "./lib/pay.js", "/var/task/lib/pay.js"],
  ["an asset of a bundle", "./assets/addon-A1B2.node", "/var/task/assets/addon-A1B2.node"],
  ["a file of a layer", "/opt/shared/pay.js", "/opt/shared/pay.js"],
])("%s was left out: the fix has its path", (_, specifier, path) => {
  const [finding] = findingsOf("unresolved-module", {}, [failed("/var/task/index.js", specifier)]);
  expect(finding && fixOf(finding)).toContain(`Pack ${path}: the bundler or the zip left it out.`);
});
