/**
 * What names Node lines outside of the table must agree with it: templates, guides, package.json and the
 * workflow's scripts.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lineOf, mainLine, nodeLines, runtimes } from "../../sandbox/runtime/nodes.ts";
import { readTemplate } from "../cloudwatch/observability/templates/cloudformation.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};
const textOf = (path: string): string => readFileSync(path, "utf8");

describe.each(nodeLines)("Node %d", (line) => {
  const { runtime, package: alias, testedFrom } = lineOf(line);

  it("has Lambda's identifier and a tested release of its own line", () => {
    expect(runtime).toBe(`nodejs${line}.x`);
    expect(testedFrom).toMatch(new RegExp(`^${line}\\.\\d+\\.\\d+$`));
  });

  it.each(["x64", "arm64"])("is brought by npm for %s, in the tested release or a newer one", (arch) => {
    const range = manifest.optionalDependencies[`${alias}-linux-${arch}`];
    expect(range?.replace(`npm:node-linux-${arch}@`, "")).toBe(`^${testedFrom}`);
  });

  it("can be chosen for tests", () => {
    expect(manifest.scripts[`test:${line}`]).toBe(`node build/test-on-nodes.ts --node ${line}`);
  });

  it.each(["layer-template/template.yaml", "docs/attach/README.md", "CONTRIBUTING.md"])(
    "is named in %s",
    (path) => {
      expect(textOf(path)).toMatch(new RegExp(`\\b(nodejs)?${line}(\\.x)?\\b`));
    },
  );
});

describe("the table", () => {
  it("is what the layer's template allows", () => {
    const layer = readTemplate("layer-template/template.yaml").Resources["OutcropLayer"] as {
      readonly Properties: object;
    };
    expect(layer.Properties).toMatchObject({ CompatibleRuntimes: [...runtimes] });
  });

  it("has a main line that is not a preview", () => {
    expect(lineOf(mainLine).preview).toBe(false);
  });

  it("is not narrower than what attach.sh lets in", () => {
    const pattern = /test\("(\^nodejs[^"]+)"\)/.exec(textOf("docs/attach/cli/attach.sh"))?.[1];
    const allowed = new RegExp(pattern ?? "$^");
    expect(runtimes.filter((runtime) => !allowed.test(runtime))).toEqual([]);
    expect(allowed.test("nodejs20.x")).toBe(false);
  });
});
