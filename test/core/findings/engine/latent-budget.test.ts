import { expect, test } from "vitest";
import {
  LatentBudget,
  maxLatentBytes,
  maxLatentCpuMs,
  maxLatentFiles,
} from "../../../../core/findings/engine/latent-budget.ts";

test("what was spent before is not its own", () => {
  const budget = new LatentBudget({ bytesRead: () => maxLatentBytes, cpuMs: () => 1_000 });
  expect(budget.exhausted).toBeNull();
});

test.each([
  ["files", maxLatentFiles, 0, 0, "128 files"],
  ["bytes", 0, maxLatentBytes, 0, "12 MiB"],
  ["CPU", 0, 0, maxLatentCpuMs, "500 ms of CPU"],
])("each limit by itself: %s", (_, files, bytes, cpu, limit) => {
  const spent = { bytes: 0, cpu: 0 };
  const budget = new LatentBudget({ bytesRead: () => spent.bytes, cpuMs: () => spent.cpu });
  for (let file = 1; file < files; file++) budget.take();
  spent.bytes = Math.max(0, bytes - 1);
  spent.cpu = Math.max(0, cpu - 0.1);
  expect(budget.exhausted).toBeNull();
  if (files > 0) budget.take();
  spent.bytes = bytes;
  spent.cpu = cpu;
  expect(budget.exhausted).toBe(limit);
});
