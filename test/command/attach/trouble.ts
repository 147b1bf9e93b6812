/** What goes wrong with one call in twenty, by a seed; and the end of the process after some call. */

import { createHash } from "node:crypto";
import { Random } from "../../fuzz/random.ts";
import type { Asked } from "../aws/protocols.ts";
import type { FakeLambda, Fault } from "./fake-lambda.ts";

const passing: readonly [Fault, ...Fault[]] = [
  "cut",
  "lost",
  { error: "TooManyRequestsException", status: 429 },
  { error: "ServiceException", status: 500 },
  { error: "ServiceUnavailableException", status: 503 },
];

/** What others did to a function meanwhile. */
export interface Others {
  readonly descriptions: Map<string, string>;
  readonly variables: Map<string, Record<string, string>>;
}

export interface Trouble {
  /** One call in so many goes wrong. */
  readonly every: number;
  readonly others: Others;
  readonly onKill: () => void;
}

/** @param killAfter the process ends after so many updates; null if it does not */
export function makeTrouble(
  aws: FakeLambda,
  seed: number,
  killAfter: number | null,
  { every, others, onKill }: Trouble,
): void {
  let updates = 0;
  let isKilled = false;
  const counts = new Map<string, number>();
  const key = process.env["AWS_ACCESS_KEY_ID"];
  aws.fault = (asked) => {
    // Of a process that is no more.
    if (asked.accessKey !== key) return "hang";
    // Calls of several functions come in any order. What happens to one does not depend on it.
    const call = `${asked.operation} ${asked.input["FunctionName"]}`;
    const count = (counts.get(call) ?? 0) + 1;
    counts.set(call, count);
    const random = new Random(hashOf(`${seed} ${call} ${count}`));
    const isUpdate = asked.operation === "UpdateFunctionConfiguration";
    if (isUpdate && killAfter !== null && ++updates > killAfter) {
      if (!isKilled) onKill();
      isKilled = true;
    }
    if (isKilled) return random.below(2) === 0 && isUpdate ? "lost" : "hang";
    if (/Layer/.test(asked.operation) || random.below(every) > 0) return null;
    if (!isUpdate)
      return random.below(60) === 0 ? { body: { Configuration: [], Functions: {} } } : random.pick(passing);
    const kind = random.below(8);
    if (kind <= 1) return "fails";
    if (kind === 2) return { error: "ResourceConflictException", status: 409 };
    if (kind === 3) return race(aws, asked, random, others);
    return random.pick(passing);
  };
}

function hashOf(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32LE();
}

/** Someone else changes the function between the read and the update. */
function race(aws: FakeLambda, { input }: Asked, random: Random, others: Others): null {
  const name = String(input["FunctionName"]);
  const one = aws.functions.get(name);
  if (one?.isSettled !== true) return null;
  if (random.below(2) === 0) {
    one.change({ description: "of others" });
    others.descriptions.set(name, "of others");
  } else {
    one.change({ variables: { ADDED: "1" } });
    others.variables.set(name, { ADDED: "1" });
  }
  return null;
}
