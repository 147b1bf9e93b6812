import { expect, test } from "vitest";
import { maxAttempts, Patience } from "../../../command/attach/patience.ts";

type Failure = Parameters<Patience["refreshRetryTokenForRetry"]>[1];

function clockOf(random: number) {
  const clock = { time: 0, slept: [] as number[] };
  return {
    ...clock,
    now: () => clock.time,
    random: () => random,
    sleep: async (ms: number) => {
      clock.slept.push(ms);
      clock.time += ms;
    },
    waits: clock.slept,
  };
}

/** @returns how often a call was sent that fails each time */
async function attempts(patience: Patience, failure: Failure): Promise<number> {
  let token = await patience.acquireInitialRetryToken();
  for (let sent = 1; ; sent++)
    try {
      token = await patience.refreshRetryTokenForRetry(token, failure);
    } catch {
      return sent;
    }
}

test("a call is sent six times at most, with waits that grow and are 9 s in all", async () => {
  const clock = clockOf(0.999);
  expect(await attempts(new Patience(clock), { errorType: "TRANSIENT" })).toBe(maxAttempts);
  expect(clock.waits).toEqual([...clock.waits].sort((a, b) => a - b));
  const all = clock.waits.reduce((sum, ms) => sum + ms, 0);
  expect([clock.waits.length, all > 8_000, all <= 9_300]).toEqual([5, true, true]);
});

test("what would fail the same way is sent once", async () => {
  const clock = clockOf(0.5);
  expect(await attempts(new Patience(clock), { errorType: "CLIENT_ERROR" })).toBe(1);
  expect(clock.waits).toEqual([]);
});

test("a throttled answer spaces all calls, and good answers end that", async () => {
  const clock = clockOf(0);
  const patience = new Patience(clock);
  const pausesOf = async (calls: number): Promise<number> => {
    const before = clock.now();
    for (let call = 0; call < calls; call++) await patience.acquireInitialRetryToken();
    return clock.now() - before;
  };
  expect(await pausesOf(20)).toBe(0);
  await attempts(patience, { errorType: "THROTTLING" });
  // The gap is at its longest: 2 s.
  await pausesOf(1);
  expect(await pausesOf(5)).toBe(10_000);
  for (let call = 0; call < 40; call++) patience.recordSuccess();
  await pausesOf(1);
  expect(await pausesOf(20)).toBe(0);
});
