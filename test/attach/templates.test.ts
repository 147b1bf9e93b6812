/** Every template of the guides through AWS's own validator. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Folders } from "../support/layer-run.ts";
import { attachFolder } from "./attach-folder.ts";
import { expanded, parseTemplate, problemsOf } from "./cloud-formation.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const templates = globSync("**/*.yaml", { cwd: attachFolder }).sort();

test("there are templates", () => expect(templates.length).toBeGreaterThanOrEqual(7));

describe.each(templates)("%s", (path) => {
  const text = readFileSync(join(attachFolder, path), "utf8");
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
