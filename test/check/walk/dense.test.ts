import { expect, it } from "vitest";
import { edgesOf } from "../../../check/walk/edges.ts";

it("gives up on a source with more parts than fit into memory", () => {
  const dense = `require; ${"a,".repeat(1_600_000)}a`;
  expect(() => edgesOf(dense, "commonjs", "/var/task/index.js")).toThrow("more than 1500000 parts");
});
