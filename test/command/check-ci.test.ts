/** The snippets of docs/ci.md: each is parsed, and its commands are run where a build has left its artefacts. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { options } from "../../command/check.ts";
import { CheckPlace } from "./check-place.ts";

const checkout = resolve(".");
const snippets = new Map(
  [...readFileSync("docs/ci.md", "utf8").matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(
    ([, name = "", text = ""]) => [name, parse(text)],
  ),
);

let place: CheckPlace;
let tools: string;
beforeEach(() => {
  place = new CheckPlace();
  tools = join(place.path, "tools");
  mkdirSync(tools);
  // The build has run, and a clone is this checkout.
  tool("npm", "exit 0");
  tool("git", `[ "$1" = clone ] && mkdir -p "$OUTCROP_TMP" && ln -sfn "${checkout}" "$OUTCROP_TMP/outcrop"`);
});
afterEach(() => place.remove());

function tool(name: string, script: string): void {
  writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(tools, name), 0o755);
}

function bash(script: string, env: NodeJS.ProcessEnv = {}) {
  const path = `${tools}:${resolve(process.execPath, "..")}:${process.env["PATH"]}`;
  const temporary = join(place.path, "tmp");
  // The guides' /tmp is a folder of the test's own.
  return spawnSync("bash", ["-euo", "pipefail", "-c", script.replaceAll("/tmp/", `${temporary}/`)], {
    cwd: place.path,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: path, HOME: place.path, OUTCROP_REPOSITORY: "mirror", OUTCROP_TMP: temporary, ...env },
  });
}

const made = (name: string): string => readFileSync(join(place.path, name), "utf8");

function expectFound(status: number | null, stdout: string): void {
  expect(status).toBe(1);
  expect(stdout).toContain("range-violation");
}

describe("the guide to CI", () => {
  it("has a snippet for each", () => {
    expect([...snippets.keys()]).toEqual([
      ".github/workflows/check.yml",
      ".gitlab-ci.yml",
      "buildspec.yml",
      ".pre-commit-config.yaml",
    ]);
  });

  it("GitLab: the job fails by the finding, and leaves its artefacts", () => {
    const { check } = snippets.get(".gitlab-ci.yml");
    const { status, stdout } = bash(check.script.join("\n"));
    expectFound(status, stdout);
    for (const name of check.artifacts.paths) expect(made(name)).toContain("range-violation");
    expect(JSON.parse(made("outcrop.json")).functions[0].arch).toBe("arm64");
  });

  it("CodeBuild: the build fails by the finding", () => {
    const { phases, artifacts } = snippets.get("buildspec.yml");
    const { status, stdout } = bash([...phases.install.commands, ...phases.build.commands].join("\n"));
    expectFound(status, stdout);
    expect(made(artifacts.files[0])).toContain("<!doctype html>");
  });

  it("pre-commit: the hook runs in the repository that has it", () => {
    const [{ hooks }] = snippets.get(".pre-commit-config.yaml").repos;
    const [hook] = parse(readFileSync(".pre-commit-hooks.yaml", "utf8"));
    expect(hooks[0].id).toBe(hook.id);
    expect(hook.language).toBe("script");
    const [script, ...words] = hook.entry.split(" ");
    const run = [join(checkout, script), ...words, ...hooks[0].args].map((word) => `'${word}'`).join(" ");
    const { status, stdout } = bash(run);
    expectFound(status, stdout);
    for (const changed of [
      "layers/utils.zip",
      "package-lock.json",
      "apps/orders/package.json",
      "template.yaml",
    ])
      expect(changed).toMatch(new RegExp(hook.files));
    expect("src/index.ts").not.toMatch(new RegExp(hook.files));
  });
});

describe("the action", () => {
  const action = parse(readFileSync("action.yml", "utf8"));
  const [{ steps }] = Object.values(snippets.get(".github/workflows/check.yml")?.jobs ?? {}) as [
    { steps: readonly { uses?: string; with?: Record<string, string> }[] },
  ];
  const given = steps.find(({ uses }) => uses === "./.outcrop")?.with ?? {};

  /** What the runner does with the action's only step. */
  function run(inputs: Readonly<Record<string, string>>) {
    const [step] = action.runs.steps;
    const inputOf = (name: string): string => inputs[name] ?? action.inputs[name].default;
    const env = Object.fromEntries(
      Object.entries(step.env as Record<string, string>).map(([name, text]) => [
        name,
        text.replace(/\$\{\{ inputs\.([a-z-]+) \}\}/g, (_, input: string) => inputOf(input)),
      ]),
    );
    const files = {
      GITHUB_OUTPUT: join(place.path, "output"),
      GITHUB_STEP_SUMMARY: join(place.path, "summary"),
    };
    return bash(step.run, { ...env, ...files, GITHUB_ACTION_PATH: checkout });
  }

  it("is called with inputs that it has, and options that the command has", () => {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    for (const [, option = ""] of (given["check"] ?? "").matchAll(/--([a-z-]+)/g))
      expect(Object.keys(options)).toContain(option);
  });

  it("writes annotations, the summary, SARIF and the page, and fails by the finding", () => {
    const { status, stdout } = run(given);
    expectFound(status, stdout);
    expect(stdout).toMatch(/^::error title=orders%3A range-violation of zod::/m);
    expect(made("output")).toBe("exit-code=1\n");
    expect(made("summary")).toMatch(/^### ❌ Outcrop: orders: 1 error/);
    expect(JSON.parse(made("outcrop.sarif")).runs[0].results[0].ruleId).toBe("range-violation");
    expect(made("outcrop.html")).toContain("Explorer of /opt");
  });

  it("expands and runs nothing of its inputs", () => {
    const { status, stderr } = run({ check: "--function $(touch ran) `touch ran` ; touch ran", sarif: "" });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^outcrop: /);
    expect(existsSync(join(place.path, "ran"))).toBe(false);
    expect(made("output")).toBe("exit-code=2\n");
  });

  it("takes its limits from its inputs", () => {
    const check = "--function dist/orders.zip --runtime nodejs20.x";
    expect(run({ check, "allow-unjudged": "true" }).status).toBe(0);
    expect(run({ check }).status).toBe(3);
  });
});

describe("a clone", () => {
  it("says that its Node is too old", () => {
    tool("node", "exit 1");
    const { status, stderr } = bash(`"${checkout}/build/run-from-clone.sh" check --help`);
    expect(status).toBe(2);
    expect(stderr).toBe("outcrop: Node 22.19 or newer is needed, and none was found\n");
  });
});
