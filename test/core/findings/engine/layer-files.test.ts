import { describe, expect, test } from "vitest";
import { maxLayerBytes, maxManifests, readLayerNames } from "../../../../core/findings/engine/layer-files.ts";
import type { Problem } from "../../../../core/layout/problem.ts";
import { lockText, manifest } from "../../support/lock.ts";
import { json, MemoryFiles, type Node, type Tree } from "../../support/tree.ts";

const folder = "nodejs/node_modules/a";
const path = "/var/task/outcrop.lock.json";

function read(tree: Tree, task = "/var/task") {
  const problems: Problem[] = [];
  const files = new MemoryFiles(tree);
  const names = readLayerNames({
    files,
    roots: { function: task, layer: "/opt" },
    functionName: "shop-orders",
    onProblem: (problem) => problems.push(problem),
  });
  return { label: names?.labelOf(folder, "1.0.0") ?? null, names, problems, asked: files.asked };
}

const withLock = (text: string): Tree => ({ function: { "outcrop.lock.json": text } });
const withManifests = (manifests: Readonly<Record<string, Node>>): Tree => ({
  layers: [{ "outcrop/layers": manifests }],
});
const a = { [folder]: { version: "1.0.0" } };

test("neither a lock nor manifests: two looks, and nothing is known", () => {
  const { names, problems, asked } = read({});
  expect([names, problems]).toEqual([null, []]);
  expect(asked).toEqual({ readFile: 1, readAt: 0, readDir: 1, stat: 0, realpath: 0 });
});

test("a lock at the top of the function's code", () => {
  expect(read(withLock(lockText({ "utils:7": a })))).toMatchObject({ label: "utils:7", problems: [] });
  const lock = { elsewhere: { "srv/outcrop.lock.json": lockText({ "utils:8": a }) } };
  expect(read(lock, "/srv")).toMatchObject({ label: "utils:8" });
  expect(read({ elsewhere: { "outcrop.lock.json": lockText({ "utils:9": a }) } }, "/").label).toBe("utils:9");
});

test("manifests in /opt", () => {
  const manifests = { "utils.json": json(manifest("utils:7", a)), "read.me": "not one" };
  expect(read(withManifests(manifests))).toMatchObject({ label: "utils:7", problems: [] });
});

describe("one problem, and the rest counts", () => {
  test("a lock that is not JSON", () => {
    const tree = { ...withLock("{"), ...withManifests({ "utils.json": json(manifest("utils:7", a)) }) };
    const { label, problems } = read(tree);
    expect(label).toBe("utils:7");
    expect(problems).toEqual([{ path, what: "is not JSON" }]);
  });

  test("a lock that is too large", () =>
    expect(read(withLock(" ".repeat(maxLayerBytes + 1))).problems).toEqual([
      { path, what: "is larger than 1 MiB; it is not used" },
    ]));

  test("a lock of other functions", () => {
    const lock = JSON.parse(lockText({ "utils:7": a })) as { functions: Record<string, object> };
    lock.functions["Other"] = { runtime: "nodejs24.x", arch: "x64", layers: [] };
    expect(read(withLock(JSON.stringify(lock)))).toMatchObject({
      label: null,
      problems: [{ path, what: "has 2 functions and none of the name shop-orders; it is not used" }],
    });
  });

  test("a manifest that is not one", () => {
    const manifests = { "bad.json": "[]", "utils.json": json(manifest("utils:7", a)) };
    const { label, problems } = read(withManifests(manifests));
    expect(label).toBe("utils:7");
    expect(problems.map((problem) => problem.path)).toEqual(["/opt/outcrop/layers/bad.json"]);
  });

  test("manifests of more than 1 MiB together", () => {
    const large = (label: string) => json({ ...manifest(label, {}), filler: " ".repeat(maxLayerBytes / 2) });
    const manifests = {
      "1.json": large("one"),
      "2.json": large("two"),
      "3.json": json(manifest("utils:7", a)),
    };
    const { label, problems } = read(withManifests(manifests));
    expect(label).toBe("utils:7");
    expect(problems).toEqual([
      {
        path: "/opt/outcrop/layers/2.json",
        what: "is past the limit of 1 MiB for all manifests; it is not used",
      },
    ]);
  });

  test("too many manifests", () => {
    const many = Array.from({ length: maxManifests + 1 }, (_, index) => [
      `${index}.json`,
      json(manifest(`l${index}`, {})),
    ]);
    expect(read(withManifests(Object.fromEntries(many) as Record<string, Node>)).problems).toEqual([
      { path: "/opt/outcrop/layers", what: "has more than 16 manifests; the rest is not used" },
    ]);
  });
});
