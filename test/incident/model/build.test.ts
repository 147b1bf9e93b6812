/** Whole incidents out of events: what is joined, in whatever order it comes, and what cannot be. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { Copies } from "../../../incident/model/copies.ts";
import { environmentId, incidentOf, kindsOf, ordinary, Stream, start } from "./events.ts";

describe("an ordinary stream", () => {
  const { events, fingerprint } = ordinary("a");

  it("becomes one environment with what it loaded", async () => {
    const incident = await incidentOf(events);
    expect(incident.gaps).toEqual([]);
    expect(incident.totals).toEqual({
      files: 1,
      events: 9,
      outcropLines: 6,
      duplicates: 0,
      invocations: 2,
      failed: 0,
      reports: 2,
    });
    expect(incident.environments).toMatchObject([
      {
        id: environmentId("a"),
        functionName: "orders",
        functionVersion: "7",
        runtimeVersion: "nodejs:24.v18",
        invocations: 2,
        failed: 0,
        loads: [
          {
            fingerprint,
            invocations: 2,
            origin: { line: 5 },
            copies: [
              { package: "left-pad", origin: { line: 4 } },
              { package: "zod", origin: { line: 3 } },
            ],
          },
        ],
        shutdown: { reason: "spindown" },
      },
    ]);
    expect(incident.span).toEqual({ from: start + 1_000, to: start + 9_000 });
  });

  it("is the same in any order, and given twice", async () => {
    const { totals: _, ...expected } = await incidentOf(events);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.subarray(events),
        async (shuffled, again) => {
          const { totals, ...incident } = await incidentOf([...shuffled, ...again]);
          expect(incident).toEqual(expected);
          expect(totals).toMatchObject({ invocations: 2, reports: 2, outcropLines: 6 });
        },
      ),
      { numRuns: 100 },
    );
  });

  it("shares what equal environments loaded", async () => {
    const { environments } = await incidentOf([...events, ...ordinary("b", { file: "b.log" }).events]);
    expect(environments).toHaveLength(2);
    expect(environments[0]?.loads[0]?.copies).toBe(environments[1]?.loads[0]?.copies);
  });
});

describe("invocations without a line of Outcrop's", () => {
  it("are counted from the reports, also where no stream is named", async () => {
    for (const source of [{}, { logStream: null, logGroup: null }]) {
      const stream = new Stream("a", source)
        .initStart()
        .environment()
        .loads("zod")
        .invoked(1)
        .reported(1)
        .reported(2)
        .reported(3, "\tStatus: error");
      const { totals, series } = await incidentOf(stream.events);
      expect(totals).toMatchObject({ invocations: 3, failed: 1, reports: 3 });
      expect(
        series.every(
          ({ functionName, functionVersion }) => functionName === "orders" && functionVersion === "7",
        ),
      ).toBe(true);
    }
  });
});

describe("what changes within an environment", () => {
  const stream = new Stream("a").initStart().environment().loads("zod").invoked(1);
  const first = stream.fingerprint;
  stream.loads("left-pad").invoked(2).invoked(3);
  const both = stream.fingerprint;

  it("is distinguished in any order of the files", async () => {
    const { events } = stream;
    const parts = [events.slice(0, 3), events.slice(3, 5), events.slice(5)];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [2, 0, 1],
    ]) {
      const { environments, ...incident } = await incidentOf(order.flatMap((part) => parts[part] ?? []));
      expect(
        environments[0]?.loads.map(({ fingerprint, copies, invocations }) => [
          fingerprint,
          copies.length,
          invocations,
        ]),
      ).toEqual([
        [first, 1, 1],
        [both, 2, 2],
      ]);
      expect(kindsOf({ environments, ...incident })).toEqual(["no-platform-lines"]);
    }
  });
});

describe("an inventory line", () => {
  const source = { file: "a.log" };

  it("says what resolution lines say, one for each copy", async () => {
    const one = new Stream("a", source).environment().lists("zod", "left-pad").invoked(1);
    const each = new Stream("a", source).environment().loads("zod").loads("left-pad").invoked(1);
    const copiesOf = async (stream: Stream) => {
      const { environments, gaps } = await incidentOf(stream.events);
      const copies = environments[0]?.loads[0]?.copies.map(({ origin: _, specifier: _of, ...copy }) => copy);
      return { gaps, copies };
    };
    expect(await copiesOf(one)).toEqual(await copiesOf(each));
    expect((await copiesOf(one)).copies).toHaveLength(2);
  });

  it("counts once where two exports hold it, and adds to what came before", async () => {
    const stream = new Stream("a").environment().lists("zod").invoked(1).lists("left-pad").invoked(2);
    const { environments, totals } = await incidentOf([...stream.events, ...stream.events]);
    expect(environments[0]?.loads.map(({ copies }) => copies.length)).toEqual([1, 2]);
    expect(totals).toMatchObject({ outcropLines: 5, duplicates: 5 });
  });

  it("keeps the good items of a line that was forged or broken, and says so", async () => {
    const problems: string[] = [];
    const stream = new Stream("a").environment();
    stream.line("inventory", { how: "require", copies: "zod@1.0.0 function 1, nonsense, b@1 moon 1" });
    stream.invoked(1);
    const incident = await incidentOf(stream.events, { onProblem: ({ message }) => problems.push(message) });
    expect(problems).toEqual(["an Outcrop line has an item that is not a copy; part of it was left out"]);
    expect(incident.environments[0]?.loads[0]?.copies.map(({ path }) => path)).toEqual([
      "/var/task/node_modules/zod",
    ]);
    expect(kindsOf(incident)).toContain("no-such-line");
  });
});

describe("an invocation that loaded nothing new and has no line", () => {
  it("ran with what had been loaded by then", async () => {
    const stream = new Stream("a")
      .initStart()
      .environment()
      .reported(9)
      .loads("zod")
      .invoked(1)
      .reported(1)
      .reported(2)
      .reported(3);
    stream.loads("left-pad").invoked(4).reported(4).reported(5);
    const { environments, series } = await incidentOf(stream.events);
    expect(environments[0]?.loads.map(({ invocations }) => invocations)).toEqual([4, 2]);
    expect(series.map(({ invocations }) => invocations.reduce((sum, one) => sum + one))).toEqual([4, 2]);
  });
});

describe("an environment whose lines are not all there", () => {
  it("is put together in the end, not at every invocation", async () => {
    const tries = vi.spyOn(Copies.prototype, "setAddingUpTo");
    const stream = new Stream("a").environment();
    for (let number = 1; number <= 200; number++)
      stream.loads(`p${number}`).invoked(number, { fingerprint: "0123456789abcdef" });
    const incident = await incidentOf(stream.events);
    expect(kindsOf(incident)).toEqual(["no-platform-lines", "resolutions-missing"]);
    expect(incident.environments[0]?.loads).toMatchObject([
      { invocations: 200, copies: [{ package: "p1" }] },
    ]);
    expect(tries.mock.calls.length).toBeLessThan(40);
    tries.mockRestore();
  });
});

describe("an event that is tried again", () => {
  it("is an invocation each time, also where each takes all the time there is", async () => {
    const first = new Stream("a").environment().loads("zod").invoked(1).reported(3, "\tStatus: timeout");
    const second = new Stream("a", {}, start + 60_000).reported(3, "\tStatus: timeout");
    const events = [...first.events, ...second.events];
    const elsewhere = events.map((event) => ({
      ...event,
      file: "b.log",
      timestamp: Math.floor((event.timestamp ?? 0) / 1_000) * 1_000,
    }));
    expect((await incidentOf([...events, ...elsewhere])).totals).toMatchObject({
      invocations: 3,
      failed: 2,
      reports: 2,
    });
  });

  it("fails in the environment of each try, with what that had loaded", async () => {
    const first = new Stream("a")
      .environment()
      .loads("zod")
      .throws(1)
      .invoked(1, { failed: true })
      .reported(1, "\tStatus: error");
    const second = new Stream("b", {}, start + 60_000)
      .throws(1)
      .environment()
      .loads("left-pad")
      .fails(1)
      .invoked(1, { failed: true })
      .reported(1, "\tStatus: error");
    const { errors, totals } = await incidentOf([...first.events, ...second.events]);
    expect(errors).toMatchObject([
      {
        environments: [environmentId("a"), environmentId("b")],
        fingerprints: [first.fingerprint, second.fingerprint],
      },
    ]);
    expect(totals).toMatchObject({ invocations: 2, failed: 2 });
  });
});

describe("what findings keep", () => {
  it("is bounded, however much they say, and what is left out is reported", async () => {
    const stream = new Stream("a").environment();
    const message = "m".repeat(4_096);
    const evidence = JSON.stringify({ text: "e".repeat(60_000) });
    for (let number = 0; number < 900; number++) {
      stream.finds({
        package: `p${number}`,
        winner_path: `/var/task/node_modules/p${number}`,
        message,
        evidence,
      });
    }
    const again = new Stream("b")
      .environment()
      .finds({ package: "p1", winner_path: "/var/task/node_modules/p1", message, evidence });
    const { environments, gaps } = await incidentOf([...stream.events, ...again.events]);
    const [found = [], foundAgain = []] = environments.map(({ findings }) => findings);
    expect(found).toHaveLength(900);
    expect(foundAgain[0]?.origin).toBe(found[1]?.origin);
    expect(gaps.map(({ kind }) => kind)).not.toContain("limit");
    for (let number = 900; number < 1_000; number++) {
      again.finds({
        package: `p${number}`,
        winner_path: `/var/task/node_modules/p${number}`,
        message,
        evidence,
      });
    }
    const more = await incidentOf([...stream.events, ...again.events]);
    expect(more.gaps).toContainEqual(expect.objectContaining({ kind: "limit" }));
  });
});

describe("what was asked for", () => {
  it("is one function, and a time", async () => {
    const other = new Stream("b", { logGroup: "/aws/lambda/other" })
      .line("environment", { function_name: "other" })
      .reported(9);
    const events = [...ordinary("a").events, ...other.events];
    const asked = await incidentOf(events, { functionName: "orders" });
    const alone = await incidentOf(ordinary("a").events);
    expect([asked.totals, asked.span]).toEqual([
      { ...alone.totals, events: alone.totals.events + 1 },
      alone.span,
    ]);
    expect((await incidentOf(events, { functionName: "other" })).environments).toHaveLength(1);
    const timed = await incidentOf(ordinary("a").events, { from: start + 7_000, to: start + 8_000 });
    expect(timed.totals).toMatchObject({ invocations: 1, outcropLines: 1, reports: 0 });
    expect(kindsOf(timed)).toEqual(["environment-start", "no-platform-lines"]);
    const untimed = new Stream("c")
      .throws(1)
      .reported(1)
      .events.map((event) => ({ ...event, timestamp: null }));
    const told = await incidentOf(untimed, { from: start });
    // The function's own line says when.
    expect(told.errors).toHaveLength(1);
    expect(told.gaps).toContainEqual(expect.objectContaining({ kind: "no-times", count: 1 }));
  });
});
