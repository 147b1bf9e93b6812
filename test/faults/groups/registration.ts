import type { CallFault, Mishap } from "../../../sandbox/index.ts";
import {
  answerAsWithout,
  type Cell,
  type Group,
  linesAndDiagnostic,
  type Seen,
  usualLines,
} from "../fault.ts";
import { runBothWays, runFunctionTwice } from "../runs/function-run.ts";
import { preloads } from "../runs/preloads.ts";

const register = (becomes: Mishap, to = 1): CallFault => ({ call: "register", to, becomes });

const refused = (status: number, errorType: string): Mishap => ({
  kind: "answer",
  status,
  body: JSON.stringify({ errorType, errorMessage: "no" }),
});

const withFault = (fault: CallFault) => (): Promise<readonly Seen[]> =>
  runBothWays({ layered: { faults: { calls: [fault] } } });

const common = { phase: "init", says: usualLines } as const;

const cells: readonly Cell[] = [
  ...([400, 403, 500] as const).map((status) => ({
    ...common,
    id: `refused-${status}`,
    fault: `\`register\` answers ${status}`,
    injected: "the first three answers",
    run: withFault(register(refused(status, "Extension.Anything"), 3)),
  })),
  {
    ...common,
    id: "connection-refused",
    fault: "Nothing listens at the API's address",
    injected: "the first three connections go to a closed port",
    run: () => runFunctionTwice({ strike: { preload: preloads.refuseConnections(1, 3) } }),
  },
  {
    ...common,
    id: "reset",
    fault: "The connection is reset before `register` is answered",
    injected: "twice",
    run: withFault(register({ kind: "reset" }, 2)),
  },
  {
    ...common,
    id: "cut",
    fault: "The connection is reset in the middle of `register`'s answer",
    injected: "once, after the head and half the body",
    run: withFault(register({ kind: "cut", part: "half" })),
  },
  {
    ...common,
    id: "garbage",
    fault: "`register` is answered with bytes that are not HTTP",
    injected: "twice, random-looking bytes",
    run: withFault(register({ kind: "bytes", bytes: "\u0000\u0001 garbage \r\n\r\n {" }, 2)),
  },
  {
    ...common,
    id: "no-body",
    fault: "`register`'s answer has an identifier and a body that is not JSON",
    injected: "once",
    run: withFault(register({ kind: "body", change: () => "{" })),
  },
  {
    ...common,
    id: "empty-answer",
    fault: "`register` is answered with 200 and no identifier",
    injected: "once",
    run: withFault(register({ kind: "answer", status: 200, body: "{}" })),
  },
  {
    ...common,
    id: "slow",
    fault: "`register` is answered late",
    injected: "1.5 s",
    run: withFault(register({ kind: "late", ms: 1_500 })),
  },
  {
    ...common,
    id: "answer-lost",
    fault: "The platform has registered the extension, and its answer is lost whole",
    injected: "a reset instead of the answer; registering again is refused, and an exit would be a crash",
    answer:
      `${answerAsWithout} from the first invoke on, which initialises again: the first init runs to its ` +
      "limit",
    says: linesAndDiagnostic("`register` has failed 5 times: status 403; still trying"),
    run: () =>
      runBothWays({
        layered: {
          initTimeoutMs: 2_000,
          shutdownMs: 5_000,
          faults: { calls: [register({ kind: "cut", part: "nothing" })] },
        },
        compare: ({ responses, exits }) => ({ responses, exits }),
        ends: [
          { code: null, signal: "SIGKILL", during: "shutdown" },
          { code: 0, signal: null, during: "shutdown" },
        ],
      }),
  },
];

export const group: Group = {
  title: "Registering",
  half: "extension",
  about:
    "The Extensions API's first call. The runtime cannot start before it succeeds, so it is repeated " +
    "until then. The launcher's shell tries it first, unless Node does it all. Each faulty answer is " +
    "given to both.",
  answer: answerAsWithout,
  cells,
};
