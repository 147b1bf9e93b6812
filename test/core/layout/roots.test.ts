import { describe, expect, test } from "vitest";
import { Roots } from "../../../core/layout/roots.ts";

describe("on Lambda", () => {
  const roots = new Roots({ sysroot: "" });
  test.each([
    ["/var/task/index.js", "function", "/var/task"],
    ["/var/task", "function", "/var/task"],
    ["/opt/nodejs/node_modules/a/index.js", "layer", "/opt"],
    ["/var/runtime/index.mjs", "runtime", "/var/runtime"],
    ["/var/lang/lib/node_modules/npm/x.js", "runtime", "/var/lang"],
    ["node:fs", "node", "/"],
    ["/optional/x.js", "other", "/"],
    ["/tmp/x.js", "other", "/"],
    ["", "other", "/"],
    ["[eval]", "other", "/"],
  ])("%s is %s", (path, root, directory) => {
    expect(roots.rootOf(path)).toBe(root);
    expect(roots.directoryOf(path)).toBe(directory);
  });
});

test("staged below a sysroot, the real /opt is not a layer", () => {
  const roots = new Roots({ sysroot: "/tmp/stage/" });
  expect(roots.rootOf("/tmp/stage/opt/x.js")).toBe("layer");
  expect(roots.rootOf("/tmp/stage/var/task/x.js")).toBe("function");
  expect(roots.rootOf("/opt/x.js")).toBe("other");
});

test("a task root of its own is the function, like the usual one, and never swallows the others", () => {
  expect(new Roots({ sysroot: "", taskRoot: "/app/" }).rootOf("/app/x.js")).toBe("function");
  const everything = new Roots({ sysroot: "", taskRoot: "/" });
  expect(everything.rootOf("/srv/x.js")).toBe("function");
  expect(everything.rootOf("/opt/x.js")).toBe("layer");
});

test("a task root that is not an absolute path is ignored", () => {
  expect(new Roots({ sysroot: "", taskRoot: "app" }).function).toBe("/var/task");
});
