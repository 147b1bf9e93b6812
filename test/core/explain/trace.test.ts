import { describe, expect, test } from "vitest";
import { copiesOf, traceOf } from "../../../core/explain/trace.ts";
import { copyOf, frameIn, layerFolder, ownFrame } from "./support.ts";

const pathsOf = (frames: readonly { readonly path: string }[]): string[] => frames.map(({ path }) => path);

describe("a trace", () => {
  test("has each frame with its copy, without Node's built-ins and AWS's runtime client", () => {
    const lines = [
      frameIn("a"),
      "at process (node:internal/process/task_queues:1:2)",
      ownFrame,
      "at run (file:///var/runtime/index.mjs:9:9)",
    ];
    const { frames } = traceOf(lines, copyOf);
    expect(pathsOf(frames)).toEqual(["/var/task/node_modules/a/index.js", "/var/task/index.js"]);
    expect(frames.map(({ copy, own }) => [copy.package, own])).toEqual([
      ["a", false],
      ["(function)", true],
    ]);
  });

  test("the site ends with the function's own code: what is outside only called it", () => {
    expect(pathsOf(traceOf([frameIn("a"), ownFrame, frameIn("web")], copyOf).site)).toEqual([
      "/var/task/node_modules/a/index.js",
      "/var/task/index.js",
    ]);
    expect(pathsOf(traceOf([ownFrame, frameIn("web")], copyOf).site)).toEqual(["/var/task/index.js"]);
  });

  test("without the function's own code the site is the whole stack, packages of the runtime included", () => {
    const lines = [frameIn("a", layerFolder), frameIn("b", "/var/runtime/node_modules")];
    expect(traceOf(lines, copyOf).site).toHaveLength(2);
  });

  test("copies are told once each", () => {
    const { frames } = traceOf([frameIn("a"), frameIn("b"), frameIn("a"), frameIn("a", layerFolder)], copyOf);
    expect(copiesOf(frames).map(({ package: name, root }) => `${name} ${root}`)).toEqual([
      "a function",
      "b function",
      "a layer",
    ]);
  });

  test("hostile paths are somewhere, never an error", () => {
    const lines = [
      "at f (/../../proc/self/environ:1:1)",
      "at f (/:1:1)",
      "at f (/var/task/node_modules/__proto__/x.js:1:1)",
    ];
    expect(traceOf(lines, copyOf).frames).toHaveLength(3);
  });
});
