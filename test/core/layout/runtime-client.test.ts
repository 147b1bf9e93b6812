import { expect, test } from "vitest";
import { EnvironmentWorld } from "../../../core/findings/engine/environment-world.ts";
import { isRuntimeClient } from "../../../core/layout/runtime-client.ts";
import { MemoryFiles } from "../support/tree.ts";

const world = new EnvironmentWorld(new MemoryFiles({}), { sysroot: "" }, () => {});

test.each([
  ["/var/runtime/index.mjs", true],
  ["/var/task/node_modules/aws-lambda-ric/lib/index.mjs", true],
  ["/var/runtime/node_modules/@aws-sdk/client-s3/index.js", false],
  ["/var/task/index.js", false],
])("%s: %s", (path, answer) => expect(isRuntimeClient(path, world.copyOf(path))).toBe(answer));

test("an entry point belongs to no one", () => expect(isRuntimeClient(null, null)).toBe(false));
