import { describe, expect, it } from "vitest";
import { type Arm, measured, runPaired, withDerived } from "./paired.ts";

function recorder(): { calls: string[]; arm(name: string): Arm } {
  const calls: string[] = [];
  return {
    calls,
    arm: (name) => ({
      name,
      async run(round) {
        calls.push(`${name}${round}`);
        return { time: round };
      },
    }),
  };
}

describe("runPaired", () => {
  it("runs every arm once a round, in turns first and last", async () => {
    const { calls, arm } = recorder();
    await runPaired([arm("A"), arm("B"), arm("C")], { rounds: 3, warmUp: 0 });
    expect(calls).toEqual(["A0", "B0", "C0", "C1", "B1", "A1", "A2", "B2", "C2"]);
  });

  it("does not count the rounds it warms up with", async () => {
    const { calls, arm } = recorder();
    const rounds = await runPaired([arm("A"), arm("B")], { rounds: 2, warmUp: 2 });
    expect(calls).toHaveLength(8);
    expect(rounds).toEqual({ A: [{ time: 0 }, { time: 1 }], B: [{ time: 0 }, { time: 1 }] });
  });

  it("fails with the arm that fails", async () => {
    const broken: Arm = { name: "broken", run: () => Promise.reject(new Error("no such program")) };
    await expect(runPaired([broken], { rounds: 1 })).rejects.toThrow("no such program");
  });
});

describe("withDerived", () => {
  it("adds to each round what its arms have together", () => {
    const rounds = { A: [{ cpu: 10 }, { cpu: 12 }], B: [{ cpu: 13 }, { cpu: 14 }] };
    const added = withDerived(
      rounds,
      "B",
      "added",
      (round) => measured(rounds, "B", "cpu", round) - measured(rounds, "A", "cpu", round),
    );
    expect(added).toEqual({
      A: rounds.A,
      B: [
        { cpu: 13, added: 3 },
        { cpu: 14, added: 2 },
      ],
    });
  });
});
