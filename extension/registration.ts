/** Lambda's Extensions API (2020-01-01), `register`: the part of init that the runtime waits for. */
import { parseObject } from "./http-answer.ts";
import { persist } from "./persist.ts";
import { exchange } from "./raw-exchange.ts";

export interface Registration {
  /** Sent with every later call. */
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
 * Repeats the request until it succeeds: without it the function does not start. Managed Instances offer no
 * INVOKE. If the environment does not show that it is a managed instance, the API's answer does.
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
 * What the launcher's shell received: the identifier, the times in seconds since the epoch before and after
 * the request, and the answer's body. Null if the shell left registration to this process.
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

/**
 * A time of bash's EPOCHREALTIME, which has the locale's decimal point. Older versions of bash do not have
 * it.
 */
function secondsOf(text = ""): number {
  return Number(text.replace(",", "."));
}

/** @param variable the type as the environment names it, used if the answer does not contain it */
function text(answered: unknown, variable: string): string {
  return typeof answered === "string" ? answered : (process.env[variable] ?? "");
}
