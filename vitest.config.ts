import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { leftOut } from "./build/test-needs.ts";
import { projects } from "./build/test-tiers.ts";

const { patterns } = leftOut();

export default defineConfig({
  test: {
    exclude: [...patterns],
    // A machine may be busy with more than these tests: what hangs is found by a limit that no working test
    // comes near.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    pool: "forks",
    // The default leaves one processor idle, which is half of two. A file that runs functions waits a third
    // of its time, so one more file than processors keeps them busy.
    maxWorkers: Math.min(2, availableParallelism()) + 1,
    projects: projects(import.meta.dirname).map(({ name, files, isolated }) => ({
      extends: true,
      test: { name, include: [...files], isolate: isolated, globalSetup: ["build/test-build.ts"] },
    })),
  },
});
