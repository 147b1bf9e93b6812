/**
 * The init: extensions start and register, the runtime starts and asks for an invocation, the extensions ask
 * for theirs. The same steps run as the init phase and, after a reset, inside the next invoke ("suppressed
 * init", phase invoke).
 */

import type { InitResult, Phase, Status } from "../contract/result.ts";
import { within } from "../process/deferred.ts";
import type { EnvironmentContext } from "./context.ts";
import type { Fault, Generation } from "./generation.ts";
import { launchExtensions, launchRuntime } from "./launch.ts";
import { asError } from "./posted-error.ts";

const exitGraceMs = 1_000;

export type InitOutcome = { readonly result: InitResult; readonly fault?: Fault; readonly timedOut: boolean };

type Steps = { -readonly [Step in keyof InitResult["steps"]]: InitResult["steps"][Step] };

export async function initialize(
  context: EnvironmentContext,
  generation: Generation,
  phase: Phase,
  limitMs: number,
): Promise<InitOutcome> {
  const { log } = context;
  const started = performance.now();
  const steps: Steps = { started };
  log.onEvent((event) => {
    if (generation.telemetryOpen) generation.initEvents.push(event);
    for (const extension of generation.extensions.values()) extension.telemetry?.push(event);
  });
  log.initStart(phase);
  const boot = runSteps(context, generation, phase, steps).then((): "ready" | Fault => "ready");
  const ended = await within(
    generation.orFault(boot, (fault) => fault),
    limitMs,
  );
  const durationMs = performance.now() - started;
  // A runtime that posts its error goes on to exit by itself, with a code of its own.
  if (generation.fault?.body !== undefined && generation.runtime)
    await within(generation.runtime.exited, exitGraceMs);
  const fault = ended === "ready" ? undefined : ended;
  const timedOut = ended === undefined;
  const status: Status = timedOut
    ? "timeout"
    : fault
      ? fault.from === "runtime"
        ? "error"
        : "failure"
      : "success";
  if (steps.runtimeReady === undefined) log.initRuntimeDone(phase, status, fault?.errorType);
  log.initReport(phase, status, durationMs, fault?.errorType);
  generation.telemetryOpen = false;
  const error = fault && {
    errorType: fault.errorType,
    errorMessage: fault.errorMessage,
    ...asError(fault.body),
  };
  const timeout = timedOut
    ? {
        error: {
          errorType: "Sandbox.Timedout",
          errorMessage: `Init timed out after ${(limitMs / 1000).toFixed(2)} seconds`,
        },
      }
    : {};
  const result: InitResult = {
    ok: status === "success",
    phase,
    generation: generation.number,
    durationMs,
    steps,
    ...(error && { error }),
    ...timeout,
  };
  return { result, timedOut, ...(fault && { fault }) };
}

async function runSteps(
  context: EnvironmentContext,
  generation: Generation,
  phase: Phase,
  steps: Steps,
): Promise<void> {
  launchExtensions(context, generation);
  await Promise.all([...generation.registered.values()].map((registration) => registration.promise));
  steps.extensionsRegistered = performance.now();
  // After a launch error, or when the last one registers during the shutdown of an init that took too long.
  if (generation.isEnding) return new Promise(() => {});
  launchRuntime(context, generation);
  steps.runtimeStarted = performance.now();
  steps.runtimeReady = await generation.runtimePoll.whenIdle();
  if (generation.isEnding) return new Promise(() => {});
  context.log.initRuntimeDone(phase, "success");
  const extensions = [...generation.extensions.values()];
  await Promise.all(extensions.map((extension) => extension.poll.whenIdle()));
  steps.extensionsReady = performance.now();
  for (const { name, events } of extensions) context.log.extension(name, "Ready", [...events]);
}
