/** Which of Lambda's identifiers a runtime's name is, as far as that decides what can be judged. */
import { lambdaPolicies } from "../../core/native/policy/lambda-policies.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, with the names of ended ones and of new ones. */
const otherRuntime = new RegExp(
  "^(?:python[23]\\.\\d{1,2}|java\\d{1,2}(?:\\.al2)?|ruby[2-9]\\.\\d|go1\\.x|" +
    "dotnet(?:core[1-3]\\.\\d|\\d{1,2})|provided(?:\\.al2(?:0\\d\\d)?)?)$",
);
const nodeRuntime = /^nodejs(?:\d{1,2}\.(?:x|\d{1,2}(?:-edge)?))?$/;

/** A sentence that says why a function's code cannot be judged by its runtime; null for another language's. */
export function unjudgedRuntime(name: string): string | null {
  if (otherRuntime.test(name)) return null;
  const known = lambdaPolicies.map(({ runtime }) => runtime).join(", ");
  if (nodeRuntime.test(name))
    return `Its code was not judged: the runtime ${name} is not one of those that are known (${known}).`;
  const near = nearest(name);
  const hint = near === null ? `Those of Node that are known are ${known}.` : `The nearest is ${near}.`;
  return `Its code was not judged: ${name || "an empty name"} is not one of Lambda's runtimes. ${hint}`;
}

/** What was meant, by its language and its version. */
function nearest(name: string): string | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const meant = plain
    .replace(/^node(?:js)?(\d+)x?$/, "nodejs$1.x")
    .replace(/^py(?:thon)?3(\d+)$/, "python3.$1");
  return otherRuntime.test(meant) || lambdaPolicies.some(({ runtime }) => runtime === meant) ? meant : null;
}
