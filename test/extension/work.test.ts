import { describe, expect, it } from "vitest";
import { type Budget, unbounded } from "../../extension/budget.ts";
import { Work } from "../../extension/work.ts";

/** A budget of so many looks at it. */
function looks(count: number): Budget {
  let left = count;
  return {
    get exhausted() {
      return left-- <= 0;
    },
    leftMs: 1_000,
  };
}

/** Work whose steps write down what they do. */
function recorded(): {
  done: string[];
  errors: unknown[];
  work: Work;
  add(name: string, steps: number): void;
} {
  const done: string[] = [];
  const errors: unknown[] = [];
  const work = new Work((error) => errors.push(error));
  const add = (name: string, steps: number): void =>
    work.add(function* () {
      for (let step = 0; step < steps; step++) {
        done.push(`${name}${step}`);
        yield;
      }
    });
  return { done, errors, work, add };
}

describe("work", () => {
  it("stops between two steps when the budget is exhausted, and goes on where it was", () => {
    const { done, work, add } = recorded();
    add("a", 3);
    add("b", 2);
    const seen: string[] = [];
    for (let runs = 0; work.left > 0 && runs < 50; runs++) {
      work.run(looks(2));
      seen.push(done.splice(0).join(" "));
    }
    expect(seen.filter((steps) => steps !== "").length).toBeGreaterThan(2);
    expect(seen.join(" ").split(/ +/).filter(Boolean)).toEqual(["a0", "a1", "a2", "b0", "b1"]);
  });

  it("begins nothing without a budget", () => {
    const { done, work, add } = recorded();
    add("a", 1);
    work.run(looks(0));
    expect(done).toEqual([]);
    expect(work.left).toBe(1);
  });

  it("loses a round that fails, and no other", () => {
    const { done, errors, work, add } = recorded();
    work.add(function* () {
      yield;
      throw new Error("in a step");
    });
    add("b", 1);
    work.run(unbounded);
    expect(errors).toEqual([new Error("in a step")]);
    expect(done).toEqual(["b0"]);
    expect(work.left).toBe(0);
  });

  it("counts the rounds that are too many, and takes the last one all the same", () => {
    const { done, work, add } = recorded();
    for (let i = 0; i < 205; i++) add(`${i}-`, 1);
    work.addLast(function* () {
      done.push("last");
      yield;
    });
    expect([work.takeDropped(), work.takeDropped()]).toEqual([5, 0]);
    work.run(unbounded);
    expect(done).toHaveLength(201);
    expect(done.at(-1)).toBe("last");
  });

  it("knows what a round has taken, with what was held before, and not the time between two runs", () => {
    const { work } = recorded();
    const spent: number[] = [];
    const busy = (ms: number): void => {
      for (const end = performance.now() + ms; performance.now() < end; );
    };
    work.add(function* (spentMs) {
      busy(20);
      yield;
      spent.push(spentMs());
    }, 1_000);
    work.run(looks(1));
    const before = work.cpuMs;
    expect(work.left).toBe(1);
    busy(50);
    expect(work.cpuMs).toBe(before);
    work.run(unbounded);
    expect(spent[0]).toBeGreaterThanOrEqual(1_020);
    expect(work.cpuMs).toBeGreaterThan(0);
  });
});
