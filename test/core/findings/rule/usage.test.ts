import { expect, test } from "vitest";
import { Usage } from "../../../../core/findings/rule/usage.ts";

test("the first copy a user got of a package stays; its users are known", () => {
  const usage = new Usage();
  usage.addUse("/u", "a", "/a1");
  usage.addUse("/u", "a", "/a2");
  usage.addUse("/v", "a", "/a2");
  expect([usage.copyUsedBy("/u", "a"), usage.copyUsedBy("/v", "a"), usage.copyUsedBy("/w", "a")]).toEqual([
    "/a1",
    "/a2",
    null,
  ]);
  expect([[...usage.usersOf("/a2")], [...usage.usersOf("/a3")]]).toEqual([["/u", "/v"], []]);
});

test("the modules kept of a copy are bounded", () => {
  const usage = new Usage();
  for (let index = 0; index < 99; index++) usage.addModule("/a", `/a/${index}.js`);
  expect(usage.modulesOf("/a").length).toBe(16);
  expect([usage.modulesOf("/b"), usage.peerDeclarers("__proto__")]).toEqual([[], []]);
});
