/** Every template of the guides through AWS's own validator. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Folders } from "../support/layer-run.ts";
import { attachFolder } from "./attach-folder.ts";
import { templatePaths } from "./attachments.ts";
import { expanded, packaged, parseTemplate, problemsOf } from "./cloud-formation.ts";

const folders = new Folders();
afterAll(() => folders.remove());

describe.each(templatePaths)("%s", (path) => {
  const text = packaged(readFileSync(join(attachFolder, path), "utf8"));
  const problems = (template: string): string[] => {
    const folder = folders.make({
      "template.yaml": template,
      "expanded.json": expanded(parseTemplate(template)),
    });
    return ["template.yaml", "expanded.json"].flatMap((name) => problemsOf(join(folder, name)));
  };

  test("is valid", () => expect(problems(text)).toEqual([]));

  test("would not be with an invalid property, or with layers that are not a list", () => {
    expect(problems(text.replaceAll("Layers:", "Layer:"))).not.toEqual([]);
    expect(problems(text.replaceAll(/Layers:\n(\s+- .*\n)+/g, "Layers: 3\n"))).not.toEqual([]);
  });
});
