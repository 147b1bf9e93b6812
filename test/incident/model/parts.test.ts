/** The parts that bound what the model holds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../core/layout/fingerprint.ts";
import { Copies } from "../../../incident/model/copies.ts";
import { FirstOrigins } from "../../../incident/model/first-origins.ts";
import { Gaps } from "../../../incident/model/gaps.ts";
import type { LineOf } from "../../../incident/model/line.ts";
import type { Origin } from "../../../incident/model/model.ts";
import { kept, originOf, plausible } from "../../../incident/model/origin.ts";
import { Requests } from "../../../incident/model/requests.ts";
import { Seen } from "../../../incident/model/seen.ts";
import { TimeSeries } from "../../../incident/model/time-series.ts";
import { ordinary, start } from "./events.ts";

const originAt = (at: number): Origin => ({ file: "a.log", line: 1, logStream: null, at, text: "" });

describe("what was seen", () => {
  it("is known again, and nothing else is", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 200 }), (texts) => {
        const seen = new Seen();
        for (const text of texts) expect(seen.has("line", text)).toBe(false);
        for (const text of texts) expect(seen.has("line", text)).toBe(true);
      }),
    );
  });

  it("is kept while it grows", () => {
    const seen = new Seen();
    const count = 50_000;
    for (let number = 0; number < count; number++) expect(seen.has(number)).toBe(false);
    for (let number = 0; number < count; number++) expect(seen.has(number)).toBe(true);
    expect(seen.full).toBe(false);
  });

  it("separates one part from the next", () => {
    const seen = new Seen();
    expect([seen.has("ab", "c"), seen.has("a", "bc"), seen.has("ab", "c")]).toEqual([false, false, true]);
  });
});

describe("copies", () => {
  const resolution = (name: string, version = "1.0.0"): LineOf<"resolution"> =>
    ({
      package: name,
      version,
      root: "function",
      path: `/var/task/node_modules/${name}`,
      link: null,
      importer: null,
      specifier: null,
      how: "require",
    }) as LineOf<"resolution">;

  const numberIn = (copies: Copies, line: LineOf<"resolution">): number | null =>
    copies.numberOf(line, start, () => originAt(start));

  it("are one object and one set, however often and in whatever order they are reported", () => {
    const copies = new Copies();
    const [a, b] = [numberIn(copies, resolution("a")), numberIn(copies, resolution("b"))] as [number, number];
    expect(numberIn(copies, resolution("a"))).toBe(a);
    expect(numberIn(copies, resolution("a", "2.0.0"))).not.toBe(a);
    expect(copies.setOf([b, a, a])).toBe(copies.setOf([b], copies.setOf([a])));
    expect(copies.setOf([b, a]).map(({ package: name }) => name)).toEqual(["a", "b"]);
  });

  it("keep who asked for them first, which differs between environments", () => {
    const copies = new Copies();
    const by = (importer: string) => numberIn(copies, { ...resolution("a"), importer }) as number;
    const [own, kit] = [by("/var/task/index.js"), by("/opt/kit/index.js")];
    const importers = (numbers: readonly number[]) => copies.setOf(numbers).map(({ importer }) => importer);
    expect([importers([own]), importers([kit])]).toEqual([["/var/task/index.js"], ["/opt/kit/index.js"]]);
    expect(importers([kit, own])).toEqual(["/opt/kit/index.js"]);
  });

  it("are kept as a set where they add up to a fingerprint, and else not", () => {
    const copies = new Copies();
    const [a, b] = [numberIn(copies, resolution("a")), numberIn(copies, resolution("b"))] as [number, number];
    const whole = fingerprintOf([resolution("a"), resolution("b")]);
    expect(copies.setAddingUpTo(whole, [a])).toBeNull();
    const set = copies.setAddingUpTo(whole, [b, a]);
    expect(set?.map(({ package: name }) => name)).toEqual(["a", "b"]);
    expect(copies.setOf([a, b])).toBe(set);
    expect(copies.setAddingUpTo(whole, [a, b])).toBe(set);
    expect(copies.setAddingUpTo("0000000000000000", [a, b])).toBeNull();
  });

  it("hash to the fingerprint that the extension computes", () => {
    const copies = new Copies();
    const set = copies.setOf([numberIn(copies, resolution("a")) ?? -1]);
    expect(copies.fingerprintOf(set)).toBe(
      fingerprintOf([{ package: "a", version: "1.0.0", root: "function" }] as never),
    );
  });
});

describe("the raw line behind a claim", () => {
  it("is the first in time, of a bounded number of claims", () => {
    const origins = new FirstOrigins<number>();
    for (const at of [start + 1, start, start + 2]) origins.tell(0, at, () => originAt(at));
    expect(origins.of(0)?.at).toBe(start);
    for (let claim = 1; claim <= 10_000; claim++) origins.tell(claim, start, () => originAt(start));
    expect([origins.of(9_999)?.at, origins.of(10_000)]).toEqual([start, null]);
  });
});

describe("requests", () => {
  function joined(limit: number) {
    const done: string[] = [];
    const requests = new Requests<string, string>(limit, {
      join: (waiting, told) => done.push(`${waiting} ${told}`),
      abandon: (waiting) => done.push(`${waiting} alone`),
      fits: (waiting, told) => waiting.endsWith("?") === told.endsWith("?"),
    });
    return { requests, done };
  }

  it("are joined whichever comes first, and abandoned in the end", () => {
    const { requests, done } = joined(10);
    requests.wait("1", "a");
    requests.tell("1", "x");
    requests.tell("2", "y");
    requests.wait("2", "b");
    requests.wait("3", "c");
    requests.end();
    requests.end();
    expect(done).toEqual(["a x", "b y", "c alone"]);
  });

  it("are joined with the try they fit", () => {
    const { requests, done } = joined(10);
    requests.wait("1", "a");
    requests.wait("1", "b?");
    requests.tell("1", "x?");
    requests.wait("1", "c");
    requests.tell("1", "y");
    requests.wait("1", "d?");
    requests.end();
    expect(done).toEqual(["b? x?", "a y", "c y", "d? alone"]);
  });

  it("hold no more text than so many lines have", () => {
    const { requests, done } = joined(10);
    for (let number = 0; number < 100; number++) requests.wait(String(number), String(number), 4_096);
    expect(done.length).toBeGreaterThanOrEqual(97);
  });

  it("lose nothing at the limit, also of one request", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 60 }), (ids) => {
        const { requests, done } = joined(5);
        for (const [index, id] of ids.entries()) requests.wait(String(id), String(index));
        requests.end();
        expect(done.map((text) => Number(text.split(" ")[0])).sort((a, b) => a - b)).toEqual(
          ids.map((_, index) => index),
        );
      }),
    );
  });

  it("hold no more than the limit", () => {
    const { requests, done } = joined(5);
    for (let number = 0; number < 100; number++) requests.wait("1", String(number));
    expect(done.length).toBeGreaterThanOrEqual(95);
    for (let number = 0; number < 100; number++) requests.tell(String(number), "x");
    requests.wait("1", "late");
    requests.end();
    expect(done.at(-1)).toBe("late alone");
  });
});

describe("a time series", () => {
  const who = { functionName: "f", functionVersion: "1", fingerprint: "a" };

  it("counts every invocation at its time, in no more buckets than are drawn", () => {
    const time = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2026, 0) });
    fc.assert(
      fc.property(fc.array(fc.tuple(time, fc.boolean()), { minLength: 1, maxLength: 50 }), (invocations) => {
        const series = new TimeSeries();
        for (const [at, failed] of invocations) series.add(who, at, failed);
        const [all] = series.all();
        const sum = (numbers: readonly number[] = []): number =>
          numbers.reduce((total, number) => total + number, 0);
        expect(sum(all?.invocations)).toBe(invocations.length);
        expect(sum(all?.failed)).toBe(invocations.filter(([, failed]) => failed).length);
        expect(all?.invocations.length).toBeLessThanOrEqual(240);
        for (const [at] of invocations) {
          const bucket = Math.floor((at - (all?.start ?? 0)) / (all?.bucketMs ?? 1));
          expect(all?.invocations[bucket]).toBeGreaterThan(0);
        }
      }),
    );
  });

  it("says when there are too many of them", () => {
    const series = new TimeSeries();
    for (let number = 0; number <= 5_000; number++)
      series.add({ ...who, fingerprint: String(number) }, 1_000, false);
    expect([series.all().length, series.full]).toEqual([5_000, true]);
  });
});

describe("gaps", () => {
  it("are bounded, and say that some were left out", () => {
    const gaps = new Gaps();
    for (let number = 0; number < 2_003; number++) gaps.add("unobserved", { functionName: `f${number}` });
    expect(gaps.all()).toHaveLength(2_001);
    expect(gaps.all().at(-1)).toMatchObject({ kind: "limit", count: 3 });
  });

  it("are one of a kind and function, with what they span", () => {
    const gaps = new Gaps();
    gaps.add("unobserved", { functionName: "f", from: 5, to: 9 });
    gaps.add("unobserved", { functionName: "f", from: 2, to: 3 }, 4);
    gaps.add("unobserved", { functionName: "g" });
    gaps.add("limit", {}, 0);
    expect(gaps.all()).toMatchObject([
      { kind: "unobserved", functionName: "f", count: 5, from: 2, to: 9 },
      { functionName: "g", count: 1, from: null },
    ]);
    expect(gaps.all()[0]?.text).toMatch(/^5 invocations ran without the shim/);
  });
});

describe("an origin", () => {
  const [event] = ordinary("a").events;

  it("shows the raw line, cut", () => {
    if (event === undefined) throw new Error("no event");
    expect(originOf(event, 7)).toEqual({
      file: "a.log",
      line: 1,
      logStream: event.logStream,
      at: 7,
      text: event.message,
    });
    const long = { ...event, message: `😀${"x".repeat(10_000)}` };
    expect(originOf(long, null)).toMatchObject({ at: event.timestamp, text: `😀${"x".repeat(4_094)}…` });
    expect(originOf(kept(long), null)).toEqual(originOf(long, null));
  });

  it("takes no time for one that Lambda cannot have written", () => {
    expect([
      plausible(null),
      plausible(0),
      plausible(Date.UTC(2026, 0)),
      plausible(Date.UTC(9999, 0)),
    ]).toEqual([null, null, Date.UTC(2026, 0), null]);
  });
});
