/**
 * Starts the processes of a generation and watches them: an exit that the shutdown did not ask for is a
 * fault.
 */
import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import type { ProcessExit } from "../contract/result.ts";
import { deferred } from "../process/deferred.ts";
import { describeExit, type Exit, SupervisedProcess } from "../process/supervised-process.ts";
import { extensionVariables, functionVariables, nodeMajor } from "../runtime/variables.ts";
import type { EnvironmentContext } from "./context.ts";
import type { Fault, Generation } from "./generation.ts";

const folder = "/opt/extensions";

/**
 * Extensions API: everything in /opt/extensions that is not a directory is executed, in name order; nothing
 * is filtered.
 */
export function launchExtensions(context: EnvironmentContext, generation: Generation): void {
  const { isolation, settings, runtimeApi } = context;
  const host = isolation.hostPath(folder);
  if (!existsSync(host)) return;
  const variables = {
    ...extensionVariables(settings, { runtimeApi, prefix: isolation.prefix }),
    ...isolation.variables,
  };
  const names = readdirSync(host, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name);
  for (const name of names.sort()) {
    const problem = launchProblem(context, `${host}/${name}`);
    if (problem) {
      context.log.extension(name, "LaunchError", [], "Extension.LaunchError");
      generation.fail({
        from: "extension",
        errorType: "Extension.LaunchError",
        errorMessage: `fork/exec ${folder}/${name}: ${problem}`,
      });
      return;
    }
    generation.registered.set(name, deferred());
    const child = isolation.spawn([`${isolation.prefix}${folder}/${name}`], variables);
    const process = supervise(context, "extension", name, child);
    generation.launched.set(name, process);
    watch(context, generation, "extension", process, crash);
  }
}

export function launchRuntime(context: EnvironmentContext, generation: Generation): void {
  const { isolation, settings, runtimeApi } = context;
  const variables = {
    ...functionVariables(settings, { runtimeApi, prefix: isolation.prefix }),
    ...isolation.variables,
  };
  const bootstrap = settings.image.entrypoint ?? [
    "/bin/sh",
    `${isolation.prefix}/var/runtime/bootstrap`,
    String(nodeMajor(settings.node)),
    settings.requireEsm ? "1" : "0",
  ];
  const process = supervise(context, "function", "runtime", isolation.spawn(bootstrap, variables));
  generation.runtime = process;
  watch(context, generation, "runtime", process, runtimeExit);
}

function supervise(
  { log, settings }: EnvironmentContext,
  type: "function" | "extension",
  name: string,
  child: ChildProcess,
) {
  const { onLine } = settings;
  const tell = (line: string): void => {
    log.line(type, line);
    onLine?.(name, line);
  };
  return new SupervisedProcess(name, child, tell, onLine === undefined);
}

function watch(
  context: EnvironmentContext,
  generation: Generation,
  role: ProcessExit["role"],
  process: SupervisedProcess,
  fault: (exit: Exit) => Fault,
): void {
  context.processes.push({ role, process });
  void process.exited.then((exit) => {
    const { name, pid } = process;
    context.exits.push({
      role,
      name,
      pid,
      ...exit,
      during: generation.activity,
      generation: generation.number,
    });
    if (generation.activity === "shutdown") return;
    generation.fail(fault(exit));
  });
}

/** Extensions API: an exit outside the shutdown is a crash, also with code 0. */
function crash(exit: Exit): Fault {
  return {
    from: "extension",
    errorType: "Extension.Crash",
    errorMessage: exit.code === 0 ? "exit code 0" : describeExit(exit),
  };
}

function runtimeExit(exit: Exit): Fault {
  const errorMessage =
    exit.code === 0
      ? "Runtime exited without providing a reason"
      : `Runtime exited with error: ${describeExit(exit)}`;
  return { from: "runtime", errorType: "Runtime.ExitError", errorMessage };
}

/**
 * Why the kernel would refuse to execute the file, in Go's words. Looked at beforehand, since a shell or
 * nsenter between us and the file would hide it: they run a script without an interpreter line, and report a
 * refusal by an exit code like any other.
 */
function launchProblem({ isolation }: EnvironmentContext, file: string): string | undefined {
  if (!existsSync(file)) return "no such file or directory";
  if ((statSync(file).mode & 0o111) === 0) return "permission denied";
  const start = firstBytes(file, 256);
  if (start.startsWith("\x7fELF")) return undefined;
  const line = /^#![ \t]*([^\n \t]+)/.exec(start);
  if (!line) return "exec format error";
  const interpreter = line[1] ?? "";
  // The kernel knows no stage: an interpreter in /var/lang is not there without namespaces.
  const asKernelSees = isolation.kind === "staged" ? interpreter : isolation.hostPath(interpreter);
  return existsSync(asKernelSees) ? undefined : "no such file or directory";
}

function firstBytes(file: string, length: number): string {
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(length);
    return buffer.toString("latin1", 0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}
