import { describe, expect, it } from "vitest";
import type { LayerFacts } from "../../../check/lambda/function-input.ts";
import type { Tree } from "../../../check/lambda/tree.ts";
import { lockFunction } from "../../../check/lock/lock-function.ts";
import { makeLock } from "../../../check/lock/make-lock.ts";
import { tree } from "../layers/layers.ts";
import { functionWith, json } from "./locked.ts";

const layer = (name: string, version: string): Tree =>
  tree(name, { "nodejs/node_modules/a/package.json": json("a", version) });
const facts = (...arns: readonly (string | null)[]): readonly LayerFacts[] =>
  arns.map((arn) => ({ arn, runtimes: null, architectures: null }));
const arnOf = (label: string): string => `arn:aws:lambda:eu-central-1:123456789012:layer:${label}`;

describe("a lock of several functions", () => {
  it("has each layer once, and each function's layers in their order", () => {
    const [utils, tracing] = [layer("utils.zip", "1.0.0"), layer("tracing", "1.0.0")];
    const layerFacts = facts(null, arnOf("tracing:3"));
    const lock = makeLock([
      lockFunction(functionWith([utils, tracing], { layerFacts })),
      lockFunction(functionWith([utils], { name: "billing", runtime: "python3.13", arch: "arm64" })),
    ]);
    expect(Object.fromEntries(lock.functions)).toEqual({
      orders: { runtime: "nodejs24.x", arch: "x64", layers: ["utils", "tracing:3"] },
      billing: { runtime: "python3.13", arch: "arm64", layers: ["utils"] },
    });
    expect([...lock.layers.keys()]).toEqual(["utils", "tracing:3"]);
  });

  it("gives two layers of one name a label each", () => {
    const one = functionWith([layer("layer.zip", "1.0.0")]);
    const other = functionWith([layer("layer.zip", "2.0.0")], { name: "billing" });
    const third = functionWith([layer("layer.zip", "2.0.0")], { name: "third" });
    const { functions, layers } = makeLock([one, other, third].map(lockFunction));
    expect([...functions.values()].map((each) => each.layers)).toEqual([["layer"], ["layer-2"], ["layer-2"]]);
    expect(layers.get("layer-2")?.name).toBe("layer-2");
  });

  it("names a layer that cannot be read at its place, without content", () => {
    const unreadLayers = [
      { name: arnOf("late:9"), arn: arnOf("late:9"), place: 2, why: "Late." },
      { name: "first.zip", arn: null, place: 0, why: "First." },
    ];
    const state = lockFunction(functionWith([layer("utils", "1.0.0")], { unreadLayers }));
    expect(state.unread).toEqual(["First.", "Late."]);
    const { functions, layers } = makeLock([state]);
    expect(functions.get("orders")?.layers).toEqual(["first", "utils", "late:9"]);
    expect([...layers.keys()]).toEqual(["utils"]);
  });

  it("counts a layer with a damaged file as one that cannot be read", () => {
    const damaged: Tree = {
      ...layer("utils.zip", "1.0.0"),
      read: () => {
        throw new Error("utils.zip: it is damaged");
      },
    };
    const state = lockFunction(functionWith([damaged]));
    expect(state.unread).toEqual(["The layer utils.zip was not read: utils.zip: it is damaged."]);
    expect(makeLock([state]).functions.get("orders")?.layers).toEqual(["utils"]);
  });

  it("has at most 64 layers", () => {
    const many = Array.from({ length: 65 }, (_, index) => layer(`l${index}`, `${index}.0.0`));
    expect(() => makeLock([lockFunction(functionWith(many))])).toThrow(
      "there are 65 layers, and a lock has at most 64",
    );
  });
});
