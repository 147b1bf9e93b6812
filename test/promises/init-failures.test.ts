/** A function that never comes to an invocation is counted: no alarm stays quiet about it. */
import { afterAll, describe, expect, it } from "vitest";
import { runFunction, type SandboxOptions } from "../../sandbox/index.ts";
import { emfProblems } from "../support/emf.ts";
import { type EmittedLine, Folders, linesOf, ofType, type Tree, withLayer } from "../support/layer-run.ts";
import { schemaProblems } from "../support/line-schema.ts";
import { handler, type NeverInvoked, neverInvoked } from "../support/never-invoked.ts";

const folders = new Folders();
afterAll(() => folders.remove());

async function shutdowns(
  task: Tree,
  options: Partial<SandboxOptions> = {},
  events: readonly object[] = [{}],
): Promise<EmittedLine[]> {
  const { logs } = await runFunction({
    ...withLayer({ task: folders.make(task), ...options }),
    events: [...events],
  });
  return ofType(linesOf(logs.extensions["outcrop"]), "shutdown");
}

describe("an environment whose init failed", () => {
  const counts: Readonly<Record<keyof typeof neverInvoked, object>> = {
    "a module is missing": { Shadowing: 1, UnresolvedModule: 1, ShadowingErrors: 1 },
    "an addon is for the other CPU": { Architecture: 1, WrongArchitecture: 1, ArchitectureErrors: 1 },
    "its code throws": { Shadowing: 0, Architecture: 0 },
    "it exits": { Shadowing: 0, Architecture: 0 },
    "it crashes": { Shadowing: 0, Architecture: 0 },
    "it takes too long": { Shadowing: 0, Architecture: 0 },
  };

  it.each(Object.entries<NeverInvoked>(neverInvoked))(
    "because %s has metrics on its last line",
    async (way, { task, options }) => {
      const lines = await shutdowns(task, options);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) {
        expect(line).toMatchObject({
          invocations: 0,
          InitFailures: 1,
          ...counts[way as keyof typeof neverInvoked],
        });
        expect(emfProblems(line)).toEqual([]);
        expect(schemaProblems(line)).toEqual([]);
      }
    },
  );

  // No one asks for an event in a provisioned environment before the function's init is over.
  it.each([
    ["a module is missing", "/opt/outcrop-wrapper"],
    ["it crashes", "/opt/outcrop-wrapper"],
    ["it exits", ""],
  ] as const)("and was provisioned, because %s, with the wrapper variable %j", async (way, wrapper) => {
    const [line] = await shutdowns(
      neverInvoked[way].task,
      { mode: "provisioned-concurrency", env: { AWS_LAMBDA_EXEC_WRAPPER: wrapper } },
      [],
    );
    expect(line).toMatchObject({ invocations: 0, InitFailures: 1 });
  });

  it("without the wrapper variable says nothing of findings", async () => {
    const lines = await shutdowns(
      { "index.js": "process.exit(7);" },
      { env: { AWS_LAMBDA_EXEC_WRAPPER: "" } },
    );
    for (const line of lines) {
      expect(line).toMatchObject({ invocations: 0, InitFailures: 1 });
      expect(line).not.toHaveProperty("Shadowing");
    }
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe("no failed init is counted", () => {
  it.each<[string, Tree, Partial<SandboxOptions>?]>([
    ["where the function ran", { "index.js": handler }],
    [
      "where the function ran and nothing observed it",
      { "index.js": handler },
      { env: { AWS_LAMBDA_EXEC_WRAPPER: "" } },
    ],
    ["where the invocation failed", { "index.js": "exports.handler = async () => process.exit(3);" }],
    [
      "where the invocation ran out of time",
      { "index.js": "exports.handler = () => new Promise(() => setInterval(() => {}, 1_000));" },
      { timeoutMs: 1_500 },
    ],
  ])("%s", async (_, task, options) => {
    const lines = await shutdowns(task, options);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).not.toHaveProperty("InitFailures");
      expect(line).not.toHaveProperty("_aws");
    }
  });

  it("where a provisioned environment had nothing to do", async () => {
    const [line, ...others] = await shutdowns(
      { "index.js": handler },
      { mode: "provisioned-concurrency" },
      [],
    );
    expect(others).toEqual([]);
    expect(line).toMatchObject({ invocations: 0, reason: "spindown" });
    expect(line).not.toHaveProperty("InitFailures");
  });
});
