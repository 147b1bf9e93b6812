/**
 * How the SDK's calls are repeated. A call that was throttled, met an error of the service or lost its
 * connection is sent again after a random wait that grows. The account's quota is shared by all calls, so a
 * throttled answer slows all of them down, and good answers speed them up again.
 */
import type { LambdaClientConfig } from "@aws-sdk/client-lambda";

type RetryStrategy = Extract<
  NonNullable<LambdaClientConfig["retryStrategy"]>,
  { refreshRetryTokenForRetry: unknown }
>;
type Token = Awaited<ReturnType<RetryStrategy["acquireInitialRetryToken"]>>;
type Failure = Parameters<RetryStrategy["refreshRetryTokenForRetry"]>[1];

/** Time, so that tests need not wait. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** At least 0, less than 1. */
  random(): number;
}

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** A call is sent at most so often. The waits between are 9 s at most, and half of that on average. */
export const maxAttempts = 6;
const firstWaitMs = 150;
const maxWaitMs = 15_000;
/** Between two calls, while the service throttles. Lambda's quota for most calls is 15 a second. */
const firstGapMs = 70;
const maxGapMs = 2_000;

/** A random wait before attempt number `attempt`, counted from 1 for the first repetition. */
export function waitMs(attempt: number, random: number): number {
  return random * Math.min(maxWaitMs, firstWaitMs * 2 ** attempt);
}

export class Patience implements RetryStrategy {
  readonly #clock: Clock;
  #gapMs = 0;
  #nextAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async acquireInitialRetryToken(): Promise<Token> {
    await this.#turn();
    return tokenOf(0);
  }

  /** @throws Error when there were enough attempts, or another would fail the same way */
  async refreshRetryTokenForRetry(
    token: Token,
    { error, errorType, retryAfterHint }: Failure,
  ): Promise<Token> {
    const attempt = token.getRetryCount() + 1;
    if (errorType === "THROTTLING") this.#gapMs = Math.min(maxGapMs, Math.max(firstGapMs, 2 * this.#gapMs));
    if (attempt >= maxAttempts || errorType === "CLIENT_ERROR")
      throw error ?? new Error("no attempt is left");
    const asked = retryAfterHint === undefined ? 0 : retryAfterHint.getTime() - Date.now();
    await this.#clock.sleep(
      Math.max(waitMs(attempt, this.#clock.random()), Math.min(maxWaitMs, Math.max(0, asked))),
    );
    await this.#turn();
    return tokenOf(attempt);
  }

  recordSuccess(): void {
    this.#gapMs = this.#gapMs < 5 ? 0 : this.#gapMs * 0.8;
  }

  async #turn(): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#nextAt);
    this.#nextAt = at + this.#gapMs;
    if (at > now) await this.#clock.sleep(at - now);
  }
}

/** The wait is over when there is a token. */
function tokenOf(count: number): Token {
  return { getRetryCount: () => count, getRetryDelay: () => 0 };
}
