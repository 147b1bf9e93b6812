/** Every template of the guides through cfn-lint, which expands SAM's with SAM's own translator. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lintProblems } from "../cloudwatch/observability/templates/cfn-lint.ts";
import { attachFolder } from "./attach-folder.ts";
import { templatePaths } from "./attachments.ts";
import { packaged } from "./cloud-formation.ts";

test("cfn-lint finds nothing in the templates, and finds a mistake in one", () => {
  const texts = templatePaths.map((path) => packaged(readFileSync(join(attachFolder, path), "utf8")));
  const [template = ""] = texts.filter((text) => text.includes("AWS::Serverless::LayerVersion"));
  const problems = lintProblems([...texts, template.replace("ContentUri:", "Content:")]);
  expect(Object.fromEntries(templatePaths.map((path, place) => [path, problems[place]]))).toEqual(
    Object.fromEntries(templatePaths.map((path) => [path, []])),
  );
  expect(problems[texts.length]).not.toEqual([]);
}, 120_000);
