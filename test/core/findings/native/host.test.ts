import { expect, test } from "vitest";
import { hostOf } from "../../../../core/findings/native/host.ts";
import type { ThreadRecord } from "../../../../core/journal/records.ts";
import { thread } from "../../support/journal.ts";

test("what is unset is null or empty", () => {
  expect(hostOf(thread({ taskRoot: "", nodePath: "" }) as ThreadRecord)).toMatchObject({
    taskRoot: null,
    nodePath: [],
    arch: "x64",
  });
});
