import { describe, expect, it } from "vitest";
import { coldStarts } from "./cold-starts.ts";
import { onGround } from "./ground.ts";
import { longLife } from "./long-life.ts";
import { loadsOf } from "./workload.ts";

const silent = (): void => {};

describe("a short soak", () => {
  it("loses no line and leaves nothing over in 300 invokes of one environment", {
    timeout: 300_000,
  }, async () => {
    const { result, left } = await onGround(({ folder }) => longLife(folder, process.execPath, 300, silent));
    expect([...result.problems, ...left]).toEqual([]);
    expect(result.lines).toMatchObject({ environment: 1, invocation: 300, failure: 3, shutdown: 1 });
    expect(result.lines["inventory"]).toBeGreaterThanOrEqual(loadsOf(300));
    expect(result.lines["finding"]).toBeGreaterThan(0);
    expect(result.samples).toBe(300);
    expect(result.extension.privateDirty.first).toBeGreaterThan(0);
  });

  it("leaves nothing over in 10 cold starts, two of them with a second init", {
    timeout: 300_000,
  }, async () => {
    const { result, left } = await onGround((ground) => coldStarts(ground, process.execPath, 10, silent));
    expect([...result.problems, ...left]).toEqual([]);
    expect(result).toMatchObject({
      environments: 10,
      inits: 12,
      lines: { environment: 12, invocation: 13, shutdown: 12 },
    });
  });
});
