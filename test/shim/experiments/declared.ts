/** The differences that remain, each with its reason. The README says the same in words. */
import type { DeclaredDifference } from "./experiment.ts";

const every = [22, 24, 26];
const withResolveInHooks = [24, 26];

/**
 * Node prints the place that an uncaught error was thrown at, and keeps it in no other way: who catches an
 * error and throws it on takes it along.
 */
const thrownOn =
  "the shim catches the resolver's error and throws it on, so Node does not print the line of its own " +
  "source that heads an uncaught error";

export const declared: readonly DeclaredDifference[] = [
  ...["require absent", "require some/no", "require ./needs-absent.cjs", "require node:nope"].map(
    (way): DeclaredDifference => ({
      theme: "errors",
      name: `uncaught: ${way}`,
      lines: every,
      reason: thrownOn,
    }),
  ),
  { theme: "errors", name: "uncaught, with source maps", lines: every, reason: thrownOn },
  {
    theme: "places",
    name: "vm with require handed in",
    lines: every,
    reason: `${thrownOn}; node:vm puts that line into the stack`,
  },
  {
    theme: "errors",
    name: "V8's own getter on the error",
    lines: every,
    reason:
      "until the stack is first read it has a getter of the shim's; V8's, taken from another error, " +
      "finds the frames of the hook",
  },
  {
    theme: "errors",
    name: "uncaughtException listeners",
    lines: every,
    reason:
      "the shim's uncaughtExceptionMonitor reads the stack, which formats it before the listener can " +
      "change the message",
  },
  {
    theme: "hooks",
    name: "a resolve hook and a replaced resolver",
    lines: every,
    reason:
      "Node gives a replaced resolver options if there are hooks; the shim takes them away and cannot " +
      "know of others'",
  },
  ...["its listeners", "how many listeners", "ten listeners for its exit"].map(
    (name): DeclaredDifference => ({
      theme: "process",
      name,
      lines: every,
      reason:
        "the shim listens to exit and uncaughtExceptionMonitor: Node has no other way to learn of an end",
    }),
  ),
  {
    theme: "process",
    name: "the modules Node loaded",
    lines: every,
    reason: "the shim asks for node:module, which most programs do not",
  },
  { theme: "process", name: "open files", lines: every, reason: "the journal and its end mark are open" },
  {
    theme: "process",
    name: "environment data",
    lines: every,
    reason:
      "worker threads find the journal under the key outcrop, which nothing lists, once the function " +
      "asks for node:worker_threads",
  },
  {
    theme: "process",
    name: "the report",
    lines: every,
    reason: "the process's command line holds the preload",
  },
  {
    theme: "process",
    name: "the number of files in a compile cache",
    lines: every,
    reason: "Node keeps the compiled preload there too",
  },
  {
    theme: "process",
    name: "a program without intrinsics that can be changed",
    lines: every,
    reason:
      "where Error is frozen there is no room for frames that are taken out, so the outermost of a " +
      "failed resolution are missing",
  },
  {
    theme: "replaced",
    name: "_resolveFilename: its arguments by require.resolve",
    lines: withResolveInHooks,
    reason:
      "Node gives an empty object there without a hook; with one, require and require.resolve look " +
      "alike, and the shim gives nothing to both",
  },
  {
    theme: "replaced",
    name: "_resolveFilename: answers that are not in normal form",
    lines: withResolveInHooks,
    reason: "with hooks Node makes a URL of the answer and a path of that again",
  },
  {
    theme: "replaced",
    name: "_extensions: its property",
    lines: withResolveInHooks,
    reason: "an accessor shows the shim when a load begins, and so separates require from require.resolve",
  },
  {
    theme: "replaced",
    name: "the text of its functions",
    lines: [22],
    reason:
      "hooks of Node 22 are not asked for require.resolve, so the shim observes Module._resolveFilename " +
      "instead",
  },
  {
    theme: "resolve",
    name: "with conditions",
    lines: withResolveInHooks,
    reason: "with hooks Node drops conditions that require.resolve was given, which is not documented",
  },
];
