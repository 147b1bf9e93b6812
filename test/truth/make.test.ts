import { describe, expect, it } from "vitest";
import { kinds } from "./kinds/kinds.ts";
import { makeIncident } from "./make.ts";

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe("an incident that is made up", () => {
  it("is the same for the same seed, and another for another", async () => {
    const [first, again, other] = await Promise.all([7, 7, 8].map((seed) => makeIncident(seed)));
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("draws every kind", async () => {
    const many = await Promise.all(Array.from({ length: 300 }, (_, index) => makeIncident(index + 1)));
    expect([...new Set(many.map(({ kind }) => kind))].sort()).toEqual(Object.keys(kinds).sort());
  });

  it("fails in a world of one of its periods, with no repair that changes nothing", async () => {
    for (const { periods, failing, collisions } of await Promise.all(
      seeds.map((seed) => makeIncident(seed)),
    )) {
      expect(periods.map(({ world }) => world)).toContainEqual(failing.world);
      for (const { repair } of collisions)
        for (const edit of repair) expect("folder" in edit && edit.folder).toBeTruthy();
    }
  });
});
