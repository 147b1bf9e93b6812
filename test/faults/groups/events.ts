import type { Mishap } from "../../../sandbox/index.ts";
import { answerAsWithout, type Cell, type Group, type Seen, usualLines } from "../fault.ts";
import { ordinaryEvents, runFunctionTwice } from "../runs/function-run.ts";

/**
 * The first `next` ends the init; each later one ends an invoke and is answered with the event of the one
 * after it.
 */
const during =
  (from: number, becomes: Mishap, { to = from, timeoutMs = 60_000 } = {}) =>
  (): Promise<Seen> =>
    runFunctionTwice({
      options: { timeoutMs },
      layered: { faults: { calls: [{ call: "next", from, to, becomes }] } },
    });

/** The first event is asked for by the launcher's shell, the second by Node. */
const toEither =
  (becomes: Mishap, limits: { timeoutMs?: number } = {}) =>
  (): Promise<readonly Seen[]> =>
    Promise.all([during(1, becomes, limits)(), during(2, becomes, limits)()]);

/**
 * For an event without the id by which its end is known: the extension waits for that end until the deadline
 * is near.
 */
const waitedFor = { timeoutMs: 15_000 };

const body = (change: (body: string) => string): Mishap => ({ kind: "body", change });
const changed = (members: object): Mishap =>
  body((event) => JSON.stringify({ ...(JSON.parse(event) as object), ...members }));
const refused = (status: number): Mishap => ({
  kind: "answer",
  status,
  body: '{"errorType":"Extension.Anything","errorMessage":"no"}',
});

const common = { phase: "invoke", says: usualLines } as const;
const lost = "the event of the first or the second invoke, once";
const changedEvent = "the event of the first or the second invoke";
const atShutdown = ordinaryEvents.length + 1;

const cells: readonly Cell[] = [
  ...([403, 500] as const).flatMap((status) => [
    {
      ...common,
      id: `first-refused-${status}`,
      fault: `The first \`next\` is answered with ${status}`,
      phase: "init" as const,
      injected: "three times",
      run: during(1, refused(status), { to: 3 }),
    },
    {
      ...common,
      id: `refused-${status}`,
      fault: `\`next\` is answered with ${status}`,
      injected: "three times",
      run: during(2, refused(status), { to: 4 }),
    },
  ]),
  {
    ...common,
    id: "reset",
    fault: "The connection is reset while `next` waits",
    phase: "idle",
    injected: "three times",
    run: during(2, { kind: "reset" }, { to: 4 }),
  },
  {
    ...common,
    id: "garbage",
    fault: "`next` is answered with bytes that are not HTTP",
    injected: "twice",
    run: during(2, { kind: "bytes", bytes: "\u0000\u0001 garbage \r\n\r\n {" }, { to: 3 }),
  },
  {
    ...common,
    id: "lost",
    fault: "An INVOKE event is lost with its connection",
    injected: lost,
    run: toEither({ kind: "cut", part: "nothing" }),
  },
  {
    ...common,
    id: "cut",
    fault: "The connection is reset in the middle of an INVOKE event",
    injected: `${lost}, after half its body`,
    run: toEither({ kind: "cut", part: "half" }),
  },
  {
    ...common,
    id: "truncated",
    fault: "An INVOKE event is truncated JSON",
    injected: changedEvent,
    run: toEither(body((event) => event.slice(0, -10))),
  },
  ...["null", "[]", '"INVOKE"', "", "{}"].map((text, i) => ({
    ...common,
    id: `no-event-${i}`,
    fault: `\`next\` is answered with ${text === "" ? "an empty body" : `\`${text}\``}`,
    injected: changedEvent,
    run: toEither(body(() => text)),
  })),
  {
    ...common,
    id: "unknown",
    fault: "An event of an unknown type",
    injected: changedEvent,
    run: toEither(changed({ eventType: "NEWS" })),
  },
  {
    ...common,
    id: "no-request-id",
    fault: "An INVOKE event without its id",
    injected: changedEvent,
    run: toEither(changed({ requestId: 7 }), waitedFor),
    retries: 2,
  },
  ...(
    [
      ["no-deadline", "without its deadline", null],
      ["deadline-past", "whose deadline is long past", 1],
      ["deadline-far", "whose deadline is 10,000 years away", 3e14],
      ["deadline-text", "whose deadline is a text", "soon"],
    ] as const
  ).map(([id, fault, deadlineMs]) => ({
    ...common,
    id,
    fault: `An INVOKE event ${fault}`,
    injected: changedEvent,
    run: toEither(changed({ deadlineMs })),
  })),
  {
    ...common,
    id: "huge",
    fault: "A huge INVOKE event",
    injected: `${changedEvent}, 8 MiB`,
    run: toEither(changed({ tracing: { value: "x".repeat(8 << 20) } })),
  },
  {
    ...common,
    id: "polluting",
    fault: "An INVOKE event that names what every object inherits",
    injected: `${changedEvent}, with \`__proto__\` and \`constructor\``,
    run: toEither(
      body((event) => event.replace("{", '{"__proto__":{"requestId":"x"},"constructor":{"prototype":{}},')),
      waitedFor,
    ),
  },
  {
    ...common,
    id: "huge-reason",
    fault: "A SHUTDOWN event with a huge reason",
    phase: "shutdown",
    injected: "200 KB of text",
    run: during(atShutdown, changed({ shutdownReason: "x".repeat(200_000) })),
  },
  {
    ...common,
    id: "shutdown-lost",
    fault: "The SHUTDOWN event is lost with its connection",
    phase: "shutdown",
    injected: "a reset instead of the event; the platform ends the extension at the shutdown's limit",
    run: () =>
      runFunctionTwice({
        layered: {
          shutdownMs: 2_000,
          faults: { calls: [{ call: "next", from: atShutdown, becomes: { kind: "cut", part: "nothing" } }] },
        },
        ends: [{ code: null, signal: "SIGKILL", during: "shutdown" }],
      }),
  },
];

export const group: Group = {
  title: "Asking for events",
  half: "extension",
  about:
    "`next` of the Extensions API, on which every invoke waits. A lost event costs the lines of its " +
    "invoke; the next one reports what was loaded.",
  answer: answerAsWithout,
  cells,
};
