/**
 * How much of an invocation's time the extension may take once the function has answered. Time in which the
 * extension holds the environment delays the next invocation and is billed. At the deadline the platform ends
 * both. layer-template/outcrop/events.bash uses the same figures.
 */

/** The work's share of the time that is left before the deadline. */
const share = 1 / 4;
/** Time kept free of work: the extension asks for the next event in it, on a fourteenth of a CPU (128 MB). */
export const reserveMs = 100;
/** Work that would get less time than this does not begin. */
const leastMs = 20;
/**
 * At 128 MB 300 ms are 22 ms of CPU (Lambda developer guide, memory and computing power: one CPU at 1,769
 * MB).
 */
const smallMs = 300;
const largeMs = 180;
const largeMb = 512;
const cpuMs = 100;
/** How long the observer takes to load on a slow CPU, and the memory size that has one CPU. */
const loadCpuMs = 60;
const oneCpuMb = 1_769;
/**
 * Lambda quotas: no function runs longer. The limit also applies if a clock has jumped, which must not delay
 * `next` further.
 */
const longestInvocationMs = 900_000;
/**
 * Extensions API, shutdown phase: with an external extension it takes at most 2 s. Emulators may give more.
 */
const shutdownMs = 2_000;
const longestShutdownMs = 60_000;

export interface Budget {
  readonly exhausted: boolean;
  /** Milliseconds. */
  readonly leftMs: number;
}

/** For work that no invocation waits for. */
export const unbounded: Budget = { exhausted: false, leftMs: Number.POSITIVE_INFINITY };

/** @param deadlineMs of the invocation, in milliseconds since the epoch */
export function budgetBefore(deadlineMs: number): Budget {
  const memoryMb = Number(process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]);
  const left = (deadlineMs - Date.now() - reserveMs) * share;
  return spending(left < leastMs ? 0 : Math.min(left, memoryMb >= largeMb ? largeMs : smallMs), cpuMs);
}

/**
 * Whether the time before the deadline is enough to load the observer. Loading is one long step and may take
 * at most half of that time.
 */
export function hasTimeToLoad(deadlineMs: number): boolean {
  const memoryMb = Number(process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]) || oneCpuMb;
  return (deadlineMs - Date.now() - reserveMs) / 2 >= loadCpuMs * Math.max(1, oneCpuMb / memoryMb);
}

/** The budget of a period that the launcher allows. @param untilMs in milliseconds since the epoch */
export function budgetUntil(untilMs: number): Budget {
  return spending(Math.min(untilMs - Date.now(), smallMs), cpuMs);
}

/**
 * The largest part of a shutdown that leaves enough time to exit. A deadline that no shutdown can have comes
 * from a wrong clock.
 */
export function shutdownBudget(deadlineMs: number): Budget {
  const left = deadlineMs - Date.now();
  return spending(
    (left > 0 && left <= longestShutdownMs ? left : shutdownMs) * (1 - share) - reserveMs,
    Number.POSITIVE_INFINITY,
  );
}

/**
 * How long the extension waits for the end of an invocation, in milliseconds. The wait stops before the
 * deadline: to ask for the next event while the function still runs does no harm, but if the end was missed,
 * waiting on would make the invocation time out.
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
