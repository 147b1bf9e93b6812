/** `outcrop run` from the shell: what it prints, and exit codes. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { folder, packageLayer } from "../sandbox/folders.ts";

const program = fileURLToPath(new URL("../../command/outcrop.ts", import.meta.url));
const task = folder({
  "index.mjs": `import shared from "shared";
    export const handler = async (event) => {
      if (event.fail) throw new Error("asked to"); return { shared, event }; };`,
});
const layer = packageLayer("shared", "1.0.0", "module.exports = 'layer'");
const files = folder({ "event.json": `{"a":1}`, "fail.json": `{"fail":true}`, "broken.json": "{" });

function outcrop(parameters: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
    encoding: "utf8",
    input,
  });
  return { status, stdout, stderr };
}

const running = (...parameters: string[]): string[] => [
  "run",
  "--function",
  task,
  "--layer",
  layer,
  ...parameters,
];

describe("outcrop run", () => {
  it("prints the log by source and the response", () => {
    const { status, stdout, stderr } = outcrop(running("--event", join(files, "event.json")));
    expect(stderr).toBe("");
    expect(stdout).toMatch(/── platform\nINIT_START/);
    expect(stdout).toMatch(/── response 1: success in [\d.]+ ms\n\{\n {2}"shared": "layer",/);
    expect(status).toBe(0);
  });

  it("takes the event from stdin, several times, and prints JSON", () => {
    const { status, stdout } = outcrop(running("--event", "-", "--repeat", "2", "--json"), `{"b":2}`);
    const result = JSON.parse(stdout) as { responses: { payload: unknown }[] };
    expect(result.responses.map(({ payload }) => payload)).toEqual(
      Array(2).fill({ shared: "layer", event: { b: 2 } }),
    );
    expect(status).toBe(0);
  });

  it("exits 1 for a function error", () => {
    const { status, stdout } = outcrop(running("--event", join(files, "fail.json")));
    expect(stdout).toContain(`"errorMessage": "asked to"`);
    expect(status).toBe(1);
  });

  it("says in one line that the roots are staged where the system gives no namespaces", () => {
    const refusing = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
    const command = [
      "--user",
      "--map-root-user",
      "sh",
      "-c",
      refusing,
      "sh",
      process.execPath,
      program,
      ...running(),
    ];
    const { status, stdout, stderr } = spawnSync("unshare", command, { encoding: "utf8" });
    expect(stderr).toMatch(
      /^outcrop sandbox: no user and mount namespaces here \(.+\): the roots are staged under .+\n$/,
    );
    expect(stdout).toContain("staged: ");
    expect(status).toBe(0);
  });

  it("explains itself", () => {
    expect(outcrop(["--help"])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("run a function"),
    });
    expect(outcrop(["run", "--help"])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("--function DIR"),
    });
    expect(outcrop(["--version"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it.each([
    ["nothing", []],
    ["an unknown command", ["frobnicate"]],
    ["an unknown option", running("--frobnicate")],
    ["an option before any command", ["--frobnicate"]],
    ["a stray argument", running("stray")],
    ["an option without its value", ["run", "--function"]],
    ["no function", ["run"]],
    ["a function that is not a directory", ["run", "--function", join(files, "event.json")]],
    ["a layer that does not exist", running("--layer", join(files, "none.zip"))],
    ["a layer that is not a zip", running("--layer", join(files, "event.json"))],
    ["a runtime that does not exist", running("--runtime", join(files, "none"))],
    ["an event that does not exist", running("--event", join(files, "none.json"))],
    ["an event that is not JSON", running("--event", join(files, "broken.json"))],
    ["a timeout that is not a number", running("--timeout", "soon")],
    ["a memory of 0", running("--memory", "0")],
    ["half a repetition", running("--repeat", "0.5")],
    ["a variable without a value", running("--env", "NAME")],
    ["another Node line", running("--node", "20")],
    ["another client", running("--client", "ric5")],
    ["another isolation", running("--isolation", "docker")],
  ])("answers %s with one line, a hint to the help and exit code 2", (_, parameters) => {
    const { status, stdout, stderr } = outcrop(parameters);
    expect(stderr).toMatch(/^outcrop: .+\nRun outcrop (run )?--help for usage\.\n$/);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });
});
