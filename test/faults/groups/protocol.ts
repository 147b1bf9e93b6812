/** Every form that HTTP/1.1 lets a server choose for its answers, to every call of the extension's. */
import type { CallFault, Mishap } from "../../../sandbox/index.ts";
import { oddAnswers } from "../../support/odd-answers.ts";
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

const calls = ["register", "next"] as const;
const everyCall = (becomes: Mishap): CallFault[] =>
  calls.map((call) => ({ call, from: 1, to: 1_000_000, becomes }));

const inForm = (name: string, trickle: boolean) => (): Promise<readonly Seen[]> =>
  runBothWays({
    layered: {
      faults: {
        calls: everyCall({
          kind: "bytes-for",
          trickle,
          answer: (body, identifier) => formed(name, body, identifier),
        }),
      },
    },
  });

function formed(name: string, body: string, identifier: string) {
  const answer = oddAnswers(body, identifier).find((odd) => odd.name === name);
  if (answer === undefined) throw new Error(`no form ${name}`);
  return answer;
}

const forms: readonly Cell[] = oddAnswers("{}", "x").map(({ name, isKept }) => ({
  id: name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
  fault: `Answers with ${name}`,
  phase: "any",
  injected: `every answer to \`register\` and \`next\`; the connection is ${isKept ? "left open" : "closed"}`,
  says: usualLines,
  run: inForm(name, false),
}));

/** Node asks for telemetry where the shell does not register. */
const subscribing: readonly Cell[] = forms.map((form, at) => ({
  ...form,
  id: `telemetry-${form.id}`,
  fault: `The telemetry subscription's answer is one with ${oddAnswers("", "x")[at]?.name}`,
  phase: "init",
  injected: form.injected.replace("every answer to `register` and `next`", "once, where Node does it all"),
  run: () =>
    runFunctionTwice({
      strike: {},
      layered: {
        faults: {
          calls: [
            {
              call: "telemetry",
              becomes: {
                kind: "bytes-for",
                answer: (body) => formed(oddAnswers("", "x")[at]?.name ?? "", body, "x"),
              },
            },
          ],
        },
      },
    }),
}));

const trickling: readonly Cell[] = ["a length", "chunks", "the end of the connection"].map((name) => ({
  id: `${name.replaceAll(" ", "-")}-byte-by-byte`,
  fault: `Answers with ${name} that come byte by byte`,
  phase: "any",
  injected: "every answer to `register` and `next`",
  says: usualLines,
  run: inForm(name, true),
}));

const refused = (status: number): Mishap => ({
  kind: "answer",
  status,
  body: '{"errorType":"Extension.Anything"}',
});

/** More in a row than are passed over in silence. */
const failing: readonly Cell[] = [
  {
    id: "register-keeps-failing",
    fault: "`register` fails six times",
    phase: "init",
    injected: "505",
    says: linesAndDiagnostic("`register` has failed 5 times: status 505; still trying"),
    run: () =>
      runBothWays({ layered: { faults: { calls: [{ call: "register", to: 7, becomes: refused(505) }] } } }),
  },
  {
    id: "next-keeps-failing",
    fault: "`next` fails seven times",
    phase: "idle",
    injected: "500",
    says: linesAndDiagnostic("`next` has failed 5 times: status 500; still trying"),
    run: () =>
      runBothWays({
        layered: { faults: { calls: [{ call: "next", from: 2, to: 8, becomes: refused(500) }] } },
      }),
  },
  {
    id: "connections-keep-failing",
    fault: "Nothing listens at the API's address for a while",
    phase: "init",
    injected: "the first six connections go to a closed port",
    says: linesAndDiagnostic("`register` has failed 5 times: ECONNREFUSED; still trying"),
    run: () => runFunctionTwice({ strike: { preload: preloads.refuseConnections(1, 6) } }),
  },
];

export const group: Group = {
  title: "The protocol",
  half: "extension",
  about:
    "Lambda may answer in any form that HTTP/1.1 has. The function loads at init, loads lazily, logs and " +
    "fails; it runs in the sandbox on Lambda's runtime client, once where the launcher's shell registers " +
    "and asks first and once where Node does it all.",
  answer: answerAsWithout,
  cells: [...forms, ...subscribing, ...trickling, ...failing],
};
