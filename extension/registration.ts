/** Lambda's Extensions API (2020-01-01), `register`: the part of init that the runtime waits for. */
import { parseObject } from "./http-answer.ts";
import { persist } from "./persist.ts";
import { exchange } from "./raw-exchange.ts";

export interface Registration {
  /** Goes with every later call. */
  readonly identifier: string;
  readonly functionName: string;
  readonly functionVersion: string;
  /** Whether INVOKE events come. */
  readonly invocations: boolean;
  /** From the start of the extension's first process to the answer, in milliseconds. */
  readonly tookMs: number;
}

/**
 * The launcher's file name: under any other name the extension counts as internal and may not ask for
 * SHUTDOWN.
 */
const name = "outcrop";

/**
 * Asks until the answer is yes: without it the function does not start. Managed Instances offer no INVOKE;
 * where the environment does not say that it is one, the API's answer does.
 */
export function register(address: string, wantsInvocations: boolean): Promise<Registration> {
  let invocations = wantsInvocations;
  const attempt = async (): Promise<Registration> => {
    const answer = await exchange(
      address,
      "POST /2020-01-01/extension/register",
      { "Lambda-Extension-Name": name, "Content-Type": "application/json" },
      JSON.stringify({ events: invocations ? ["INVOKE", "SHUTDOWN"] : ["SHUTDOWN"] }),
    );
    const identifier = answer.header("lambda-extension-identifier");
    const { errorType, functionName, functionVersion } = answer.body;
    if (answer.status === 200 && identifier !== "") {
      return {
        identifier,
        functionName: text(functionName, "AWS_LAMBDA_FUNCTION_NAME"),
        functionVersion: text(functionVersion, "AWS_LAMBDA_FUNCTION_VERSION"),
        invocations,
        tookMs: performance.now(),
      };
    }
    if (invocations && errorType === "Extension.InvalidEventType") {
      invocations = false;
      return attempt();
    }
    throw new Error(answer.status === 200 ? "no identifier" : `status ${answer.status}`);
  };
  return persist("register", attempt);
}

/**
 * What the launcher's shell got: the identifier, the time in seconds since the epoch before and after, and
 * the answer's body. Null where it left that to us.
 */
export function launchedRegistration([
  identifier,
  started,
  ended,
  answer = "",
]: readonly string[]): Registration | null {
  if (identifier === undefined) return null;
  const { functionName, functionVersion } = parseObject(answer);
  return {
    identifier,
    functionName: text(functionName, "AWS_LAMBDA_FUNCTION_NAME"),
    functionVersion: text(functionVersion, "AWS_LAMBDA_FUNCTION_VERSION"),
    invocations: true,
    tookMs: Math.max(0, secondsOf(ended) - secondsOf(started)) * 1000 || 0,
  };
}

/** Of bash's EPOCHREALTIME, which older ones do not have, and which has the locale's decimal point. */
function secondsOf(text = ""): number {
  return Number(text.replace(",", "."));
}

/** @param variable knows it where the answer does not say it */
function text(answered: unknown, variable: string): string {
  return typeof answered === "string" ? answered : (process.env[variable] ?? "");
}
