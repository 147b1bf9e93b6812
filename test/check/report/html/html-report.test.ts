import { describe, expect, it } from "vitest";
import { checkFunction } from "../../../../check/check-function.ts";
import { explorerData, inScript } from "../../../../check/report/html/explorer-data.ts";
import { htmlReport } from "../../../../check/report/html/html-report.ts";
import { caseNames, checkedCase, fleet, largeInput, now, report } from "../cases.ts";

const pageOf = (code: string): string => `# ${code}\n\nAbout ${code}.\n`;
const page = (name: string): string => htmlReport(report([checkedCase(name)]), pageOf);

describe("the page of a check", () => {
  it("answers first, with the fix, and holds the page of each finding", () => {
    const text = page("will");
    expect(text.indexOf("1 error will happen")).toBeLessThan(text.indexOf('id="explorer-section"'));
    expect(text.indexOf("Either install utils")).toBeLessThan(text.indexOf('<section id="will"'));
    expect(text).toContain('href="#page-range-violation"');
    expect(text).toContain("About range-violation.");
  });

  it("links the published page instead, if one is known", () => {
    const text = htmlReport(report([checkedCase("will")], {}, "https://docs.example"), pageOf);
    expect(text).toContain('href="https://docs.example/docs/findings/range-violation.md"');
    expect(text).not.toContain("About range-violation.");
  });

  it.each(caseNames)("has one script that runs, and no name that ends its data: %s", (name) => {
    const text = page(name);
    expect(text.match(/<script/g)?.length).toBe(text.includes('id="explorer-data"') ? 2 : 1);
    expect(text.match(/<\/script/g)?.length).toBe(text.match(/<script/g)?.length);
    expect(text).not.toMatch(/<img|style="|\son[a-z]+="/);
  });

  it("has links that lead to what is there", () => {
    const text = htmlReport(report(fleet()), pageOf);
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${id}"`);
  });

  it("stays small with thousands of files", () => {
    const checked = checkFunction(largeInput(), now);
    expect(checked.opt.length).toBeGreaterThan(6_000);
    expect(htmlReport(report([checked]), pageOf).length).toBeLessThan(60 * checked.opt.length);
  });
});

describe("the explorer's data", () => {
  it("holds the layers of equal functions once", () => {
    const shared = [checkedCase("overlap"), { ...checkedCase("overlap"), name: "other" }];
    const { stacks, functions } = explorerData(shared);
    expect(stacks).toHaveLength(1);
    expect(functions.map(({ name, stack }) => [name, stack])).toEqual([
      ["orders", 0],
      ["other", 0],
    ]);
  });

  it("is a tree of folders with files, their layers and what they overwrote", () => {
    const { stacks, functions } = explorerData([checkedCase("overlap")]);
    const [stack] = stacks;
    const pathOf = (at: number): string => {
      const [parent, name] = stack?.dirs[at] ?? [-1, ""];
      return parent < 0 ? name : `${pathOf(parent)}/${name}`;
    };
    const files = (stack?.files ?? []).map(([dir, name, , layer, lost = []]) => [
      `${pathOf(dir)}/${name}`,
      layer,
      lost,
    ]);
    expect(files).toHaveLength(8);
    expect(files).toContainEqual(["/opt/nodejs/node_modules/shared/index.js", 1, [[0, 26, 0]]]);
    expect(files).toContainEqual(["/opt/nodejs/node_modules/equal/package.json", 1, [[0, 34, 1]]]);
    expect(stack?.torn.map(pathOf)).toEqual(["/opt/nodejs/node_modules/shared"]);
    expect(functions[0]?.will.map((at) => files[at]?.[0])).toEqual([
      "/opt/nodejs/node_modules/equal/index.js",
      "/opt/nodejs/node_modules/shared/index.js",
    ]);
  });

  it("is JSON again once a browser has read it", () => {
    const data = explorerData([checkedCase("hostile")]);
    const text = inScript(data).text;
    expect(text).not.toContain("<");
    expect(JSON.parse(text)).toEqual(data);
  });
});
