import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Coverage, isOurs } from "./coverage.ts";
import { type Fuzzing, fuzz } from "./fuzz-target.ts";
import type { Target } from "./target.ts";
import { targets } from "./targets.ts";

describe("the readers of foreign bytes", () => {
  it("take 2,000 inputs they were not made for, within their budgets and in a small heap", () => {
    const args = ["--max-old-space-size=128", "test/fuzz/command.ts", "--runs", "2000", "--seed", "7"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(stderr.replace(/.*ExperimentalWarning.*\n.*\n/, "")).toBe("");
    expect(status).toBe(0);
    const counts = [...stdout.matchAll(/^(\S+): (\d+) inputs, (\d+) blocks/gm)].map(
      ([, name, runs, blocks]) => [name, Number(runs), Number(blocks)],
    );
    expect(counts.map(([name]) => name)).toEqual(targets.map(({ name }) => name));
    for (const [name, runs, blocks] of counts)
      expect([name, Number(runs) > 0, Number(blocks) > 5]).toEqual([name, true, true]);
    expect(Number(/^(\d+) inputs in all/m.exec(stdout)?.[1])).toBeGreaterThanOrEqual(2_000);
    // `.ci/run` and `npm run test:all` give them many more.
  });

  it("each have a corpus and a part of the whole", () => {
    const folders = readdirSync("test/fuzz/corpus", { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.sort()).toEqual(targets.map(({ name }) => name).sort());
    expect(targets.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  });
});

describe("what the operations are counted in", () => {
  const project = new URL("../../", import.meta.url).href;

  it.each(["core/layout/roots.ts", "check/check-function.ts", "node_modules/semver/classes/range.js"])(
    "%s",
    (path) => {
      expect(isOurs(`${project}${path}`)).toBe(true);
    },
  );

  it.each(["test/fuzz/mutate.ts", "node_modules/vitest/dist/core/index.js"])("not in %s", (path) => {
    expect(isOurs(`${project}${path}`)).toBe(false);
    expect(isOurs(`file:///check/core/${path}`)).toBe(false);
  });
});

describe("the fuzzer", () => {
  const seedInput = new TextEncoder().encode("seed");
  const budget = { base: 1_000, perByte: 1 };
  const inert: Target = {
    name: "t",
    share: 1,
    maxBytes: 64,
    words: [new Uint8Array([1, 2])],
    operations: budget,
    size: budget,
    run: () => 0,
  };

  /** Counts as V8 would: what the target says it did. */
  function fuzzed(
    target: Partial<Target>,
    parts: Partial<Fuzzing> = {},
  ): { outcome: ReturnType<typeof fuzz>; inputs: string[] } {
    const inputs: string[] = [];
    const coverage: Pick<Coverage, "take"> = { take: () => ({ operations: 0, ran: new Set(), fresh: [] }) };
    const onInput = (input: Uint8Array): number => inputs.push(Buffer.from(input).toString("hex"));
    const outcome = fuzz({
      target: { ...inert, ...target },
      corpus: [seedInput],
      runs: 2_000,
      seed: 1,
      coverage,
      onInput,
      ...parts,
    });
    return { outcome, inputs };
  }

  it("finds nothing in what is sound, with the inputs it was asked for", () => {
    const { outcome, inputs } = fuzzed({});
    expect(outcome.failure).toBeNull();
    expect(outcome.runs).toBeGreaterThanOrEqual(2_000);
    expect(new Set(inputs).size).toBeGreaterThan(800);
    expect(inputs.every((input) => input.length <= 128)).toBe(true);
  });

  it("gives the same inputs for one seed, and others for another", () => {
    expect(fuzzed({}).inputs).toEqual(fuzzed({}).inputs);
    expect(fuzzed({}, { seed: 2 }).inputs).not.toEqual(fuzzed({}).inputs);
  });

  it("finds what throws", () => {
    const run = ({ length }: Uint8Array): number => {
      if (length > 60) throw new TypeError("too long for me");
      return 0;
    };
    const { failure } = fuzzed({ run }).outcome;
    expect(failure?.input.length).toBeGreaterThan(60);
    expect(failure?.why).toContain("too long for me");
  });

  it("finds an answer that is too large", () => {
    expect(fuzzed({ run: ({ length }) => (length > 8 ? 5_000 : 0) }).outcome.failure?.why).toMatch(
      /^answers 5000 for \d+ bytes$/,
    );
  });

  it("finds a mark left on Object.prototype", () => {
    const polluted: Record<string, unknown> = Object.prototype as never;
    const { failure } = fuzzed({
      run() {
        polluted["mark"] = 1;
        return 0;
      },
    }).outcome;
    delete polluted["mark"];
    expect(failure?.why).toBe("leaves mark on Object.prototype");
  });

  it("finds what takes too many operations, among many that do not", () => {
    let spent = 0;
    const take = (): ReturnType<Coverage["take"]> => {
      const operations = spent;
      spent = 0;
      return { operations, ran: new Set(), fresh: [] };
    };
    const run = ({ length }: Uint8Array): number => {
      spent += length === 9 ? 1_100 : 1;
      return 0;
    };
    const { failure } = fuzzed({ run }, { coverage: { take } }).outcome;
    expect(failure?.why).toBe("takes 1100 operations for 9 bytes");
  });

  it("goes on from the inputs that reach new blocks", () => {
    const reached = new Set<string>();
    let ran = new Set<string>();
    const take = (): ReturnType<Coverage["take"]> => {
      const [blocks, fresh] = [ran, [...ran].filter((block) => !reached.has(block))];
      for (const block of fresh) reached.add(block);
      ran = new Set();
      return { operations: 0, ran: blocks, fresh };
    };
    const run = (input: Uint8Array): number => {
      if (input[0] === 0x7f) ran.add("magic");
      return 0;
    };
    const { pool } = fuzzed({ run }, { coverage: { take } }).outcome;
    expect(pool).toHaveLength(2);
    expect(pool[1]?.[0]).toBe(0x7f);
  });
});
