/**
 * How much of an invocation's time the extension may take once the function has answered. Whatever it holds
 * the environment for delays the next invocation and is billed, and at the deadline the platform ends them
 * both. layer-template/outcrop/events.bash keeps to the same figures.
 */

/** Of what is left before the deadline. */
const share = 1 / 4;
/** Time that is not work's: to ask for the next event, on a fourteenth of a CPU (128 MB). */
export const reserveMs = 100;
/** Less is not begun. */
const leastMs = 20;
/**
 * At 128 MB 300 ms are 22 ms of CPU (Lambda developer guide, memory and computing power: one CPU at 1,769
 * MB).
 */
const smallMs = 300;
const largeMs = 180;
const largeMb = 512;
const cpuMs = 100;
/** What loading the observer takes on a slow CPU, and the memory that has one CPU. */
const loadCpuMs = 60;
const oneCpuMb = 1_769;
/** Lambda quotas: no function runs longer. A clock that jumped must not hold `next` for longer either. */
const longestInvocationMs = 900_000;
/**
 * Extensions API, shutdown phase: with an external extension it takes 2 s at most. Emulators may give more.
 */
const shutdownMs = 2_000;
const longestShutdownMs = 60_000;

export interface Budget {
  readonly exhausted: boolean;
  /** Milliseconds. */
  readonly leftMs: number;
}

/** For work that nobody waits for. */
export const unbounded: Budget = { exhausted: false, leftMs: Number.POSITIVE_INFINITY };

/** @param deadlineMs of the invocation, in milliseconds since the epoch */
export function budgetBefore(deadlineMs: number): Budget {
  const memoryMb = Number(process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]);
  const left = (deadlineMs - Date.now() - reserveMs) * share;
  return spending(left < leastMs ? 0 : Math.min(left, memoryMb >= largeMb ? largeMs : smallMs), cpuMs);
}

/**
 * Whether the time before the deadline is enough to load the observer, which is one long step: half of it at
 * most.
 */
export function hasTimeToLoad(deadlineMs: number): boolean {
  const memoryMb = Number(process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]) || oneCpuMb;
  return (deadlineMs - Date.now() - reserveMs) / 2 >= loadCpuMs * Math.max(1, oneCpuMb / memoryMb);
}

/** Until then, in milliseconds since the epoch; for the launcher's figure. */
export function budgetUntil(untilMs: number): Budget {
  return spending(Math.min(untilMs - Date.now(), smallMs), cpuMs);
}

/** The most of a shutdown that leaves time to leave. A deadline that no shutdown has is a clock's fault. */
export function shutdownBudget(deadlineMs: number): Budget {
  const left = deadlineMs - Date.now();
  return spending(
    (left > 0 && left <= longestShutdownMs ? left : shutdownMs) * (1 - share) - reserveMs,
    Number.POSITIVE_INFINITY,
  );
}

/**
 * How long the end of an invocation is waited for, in milliseconds. Not until the deadline: to ask for the
 * next event while the function still runs harms nothing, and an end that was missed would make it time out.
 */
export function patienceMs(deadlineMs: number): number {
  const left = Math.min(Math.max(0, deadlineMs - Date.now()), longestInvocationMs);
  return left - Math.min(2 * reserveMs, left * share);
}

function spending(wallMs: number, mostCpuMs: number): Budget {
  const end = performance.now() + wallMs;
  const mostCpu = processCpuMs() + mostCpuMs;
  return {
    get exhausted() {
      return performance.now() >= end || processCpuMs() >= mostCpu;
    },
    get leftMs() {
      return end - performance.now();
    },
  };
}

export function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
