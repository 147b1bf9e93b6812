import { beforeEach, describe, expect, test } from "vitest";
import { EnvironmentWorld } from "../../../../../core/findings/engine/environment-world.ts";
import { brokenPeerOf, meetingOf } from "../../../../../core/findings/rules/shared/meeting.ts";
import type { CopyRef } from "../../../../../core/layout/copy-ref.ts";
import { MemoryFiles, pkg } from "../../../support/tree.ts";

const first: CopyRef = { package: "a", version: "2.0.0", root: "function", path: "/var/task/node_modules/a" };
const copy: CopyRef = { package: "a", version: "1.0.0", root: "layer", path: "/opt/nodejs/node_modules/a" };
const between = "/opt/nodejs/node_modules/b";
let world: EnvironmentWorld;

const meet = (manifest: object): void => {
  world = new EnvironmentWorld(
    new MemoryFiles({ layers: [{ "nodejs/node_modules/b": pkg("b", "1.0.0", manifest) }] }),
    { sysroot: "" },
    () => {},
  );
  world.usage.addCopy(
    { package: "b", version: "1.0.0", root: "layer", path: between },
    world.packages.read(between),
  );
  world.usage.addUse("/var/task", "a", first.path);
  world.usage.addUse("/var/task", "b", between);
  world.usage.addUse(between, "a", copy.path);
};

describe("a package between two copies", () => {
  beforeEach(() => meet({ dependencies: { a: ">=1" } }));

  test("whose range takes either, in either order", () => {
    const meeting = { package: between, got: copy.path, user: "/var/task", shareable: true, taken: null };
    expect(meetingOf(first, copy, world)).toEqual(meeting);
    expect(meetingOf(copy, first, world)).toEqual(meeting);
    expect(brokenPeerOf(first, copy, world)).toBeNull();
  });

  test("whose range needs its own, or that declares nothing", () => {
    meet({ dependencies: { a: "^1.0.0" } });
    expect(meetingOf(first, copy, world)).toMatchObject({ shareable: false });
    meet({});
    expect(meetingOf(first, copy, world)).toMatchObject({ shareable: false });
  });

  test("that no one with the other copy uses", () => {
    expect(meetingOf(first, { ...copy, path: "/opt/nodejs/node22/node_modules/a" }, world)).toBeNull();
  });
});

test("a peer's promise that is broken", () => {
  meet({ peerDependencies: { a: "*" } });
  expect(brokenPeerOf(first, copy, world)).toMatchObject({
    declarer: { package: "b" },
    got: copy.path,
    user: "/var/task",
  });
  expect(brokenPeerOf(first, { ...copy, path: "/elsewhere/a" }, world)).toBeNull();
});
