import { afterAll, expect, test } from "vitest";
import { Folders } from "../support/layer-run.ts";
import { describeGroup } from "./describe-group.ts";
import { hello } from "./groups/small-functions.ts";
import { runSmallFunction } from "./runs/small-function.ts";
import { struckLayer } from "./runs/struck-layer.ts";

await describeGroup("small-functions");

const folders = new Folders();
afterAll(() => folders.remove());

test("a layer that works on past its part of an invoke does not hold", async () => {
  const budget = "left=$(((deadline - now - reserve) / share))";
  const endless = (content: Buffer): string => {
    const text = content.toString();
    expect(text).toContain(budget);
    return text.replace(budget, () => "left=100000 most=100000");
  };
  const built = struckLayer(folders, { byShell: true, files: { "outcrop/events.bash": endless } });
  const limits = { task: hello, memoryMb: 128, timeoutMs: 3_000 };
  const { demanded, got } = await runSmallFunction("boosted", limits, built);
  expect(demanded).not.toEqual([]);
  expect(got).not.toEqual(demanded);
});
