/** Bad files get one message each, and what is around them is judged all the same. */
import { describe, expect, it } from "vitest";
import type { FunctionInput } from "../../../check/lambda/function-input.ts";
import type { Tree, TreeNode } from "../../../check/lambda/tree.ts";
import { VirtualFiles } from "../../../check/lambda/virtual-files.ts";
import { type Prediction, predict } from "../../../check/predict.ts";

const encoder = new TextEncoder();

function treeOf(files: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): Tree {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, encoder.encode(text)]));
  const nodes = new Map<string, TreeNode>();
  for (const [path, { length }] of contents) nodes.set(path, { kind: "file", size: length, mode: 0o644 });
  for (const [path, target] of Object.entries(links)) nodes.set(path, { kind: "link", target });
  return {
    name: "orders.zip",
    nodes,
    read: (path, offset, length) =>
      (contents.get(path) ?? encoder.encode("")).subarray(offset, offset + length),
    close: () => {},
  };
}

function predicted(
  files: Readonly<Record<string, string>>,
  links?: Readonly<Record<string, string>>,
): Prediction {
  const input: FunctionInput = {
    name: "orders",
    task: treeOf({ ...files, "next.js": "" }, links),
    layers: [],
    runtimeFiles: null,
    runtime: "nodejs24.x",
    arch: "x64",
    handler: "index.handler",
    variables: {},
  };
  return predict(input);
}

const index = "require('./bad'); require('./next'); exports.handler = async () => 1;";

describe("a source", () => {
  it.each<[string, string, string]>([
    ["larger than is read", `require('x');${" ".repeat(16 * 1024 * 1024)}`, "is larger than 16 MiB"],
    [
      "nested deeper than the parser goes",
      `require; ${"[".repeat(200_000)}`,
      "not JavaScript that can be parsed",
    ],
    ["nested deeper than is looked at", `require; ${"{".repeat(2_500)}${"}".repeat(2_500)}`, "only a part"],
    ["that asks for too much", "require('./next');".repeat(20_001), "only a part"],
    ["that is not JavaScript", "require(", "not JavaScript that can be parsed"],
  ])("%s", (_, bad, message) => {
    const { problems, walked } = predicted({ "index.js": index, "bad.js": bad });
    expect(problems.map(({ path }) => path)).toEqual(["/var/task/bad.js"]);
    expect(problems[0]?.what).toContain(message);
    expect(walked.certain).toContain("/var/task/next.js");
  });

  it("that goes round, or on for ever, is walked once", () => {
    const chain = Array.from({ length: 3_000 }, (_, at) => [`c${at}.js`, `require('./c${at + 1}')`] as const);
    const files = { ...Object.fromEntries(chain), "c3000.js": "require('./index')" };
    const { problems, walked } = predicted({ ...files, "index.js": "require('./c0'); exports.handler = 1;" });
    expect(problems).toEqual([]);
    expect(walked.certain.size).toBe(3_002);
  });
});

describe("links", () => {
  it("that go round lead nowhere", () => {
    const { problems, walked } = predicted(
      { "index.js": index },
      { "bad.js": "worse.js", "worse.js": "bad.js" },
    );
    expect(problems).toEqual([]);
    const bad = walked.edges.find(({ specifier }) => specifier === "./bad");
    expect(bad?.resolved).toEqual({ kind: "error", code: "MODULE_NOT_FOUND" });
    expect(walked.certain).toContain("/var/task/next.js");
  });

  it("that double at each step end after as many hops as Linux allows", () => {
    const links = Array.from({ length: 60 }, (_, at) => [`l${at}`, `l${at + 1}/x/../../l${at + 1}`] as const);
    const files = new VirtualFiles(() => {});
    let reads = 0;
    const tree = treeOf({}, Object.fromEntries(links));
    const nodes = new Proxy(tree.nodes, {
      get(target, key) {
        if (key === "get") reads++;
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    files.mountTree("/opt", { ...tree, nodes });
    expect(files.realpath("/opt/l0")).toBeNull();
    expect(files.realpath(`/opt/${"l0/".repeat(500)}`)).toBeNull();
    expect(reads).toBeLessThan(10_000);
  });
});
