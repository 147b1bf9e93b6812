import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { until } from "../../extension/until.ts";

const never = (): Promise<void> => new Promise(() => {});
const { signal: healthy } = new AbortController();

describe("waiting", () => {
  it("ends with the work, and rejects as it does", async () => {
    await until(Promise.resolve(), { fault: healthy });
    await expect(
      until(Promise.reject(new TypeError("no")), { fault: healthy, limitMs: 60_000 }),
    ).rejects.toThrow("no");
  });

  it("ends at the limit, and at a fault", async () => {
    await until(never(), { fault: healthy, limitMs: 1 });
    const faults = new AbortController();
    const waiting = until(never(), { fault: faults.signal });
    faults.abort();
    await waiting;
  });

  it("leaves nothing behind", async () => {
    for (let i = 0; i < 20; i++) await until(Promise.resolve(), { fault: healthy });
    expect(getEventListeners(healthy, "abort")).toEqual([]);
  });
});
