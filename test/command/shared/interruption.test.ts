import { describe, expect, it, vi } from "vitest";
import { Interruption } from "../../../command/shared/interruption.ts";

describe("an interruption", () => {
  it("takes the first Ctrl-C and leaves the second to the system", () => {
    const before = process.listenerCount("SIGINT");
    const tell = vi.fn();
    const interruption = new Interruption(tell);
    expect([process.listenerCount("SIGINT"), interruption.stopped]).toEqual([before + 1, false]);
    process.emit("SIGINT");
    expect([process.listenerCount("SIGINT"), interruption.stopped, tell.mock.calls.length]).toEqual([
      before,
      true,
      1,
    ]);
  });

  it("leaves Ctrl-C alone when reading is over", () => {
    const before = process.listenerCount("SIGINT");
    new Interruption(() => {}).end();
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("gives every batch of a source that ends by itself", async () => {
    const interruption = new Interruption(() => {});
    const source = async function* () {
      yield 1;
      process.emit("SIGINT");
      yield 2;
    };
    const seen: number[] = [];
    for await (const batch of interruption.until(source())) seen.push(batch);
    expect(seen).toEqual([1, 2]);
  });

  it("leaves a read behind that never ends", async () => {
    vi.useFakeTimers();
    try {
      const interruption = new Interruption(() => {});
      const source = async function* () {
        yield 1;
        await new Promise(() => {});
      };
      const seen: number[] = [];
      const all = (async () => {
        for await (const batch of interruption.until(source())) seen.push(batch);
      })();
      await vi.advanceTimersByTimeAsync(60_000);
      process.emit("SIGINT");
      await vi.advanceTimersByTimeAsync(2_000);
      await all;
      expect(seen).toEqual([1]);
    } finally {
      vi.useRealTimers();
    }
  });
});
