/** The command's own help, version and completions. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../command/commands.ts";
import { Workplace } from "./outcrop.ts";

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
});
afterAll(() => place.remove());

describe("outcrop", () => {
  it("explains itself, and each command does", () => {
    for (const parameters of [
      ["--help"],
      ["help"],
      ...[...Object.keys(commands), "completions"].map((name) => [name, "--help"]),
    ]) {
      const { status, stdout, stderr } = place.run(parameters);
      expect([parameters, stderr, status]).toEqual([parameters, "", 0]);
      expect(stdout).toMatch(/^Usage: outcrop /);
      for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
    }
    expect(place.run(["--help"]).stdout).toContain("Examples:");
  });

  it("prints its version", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(place.run(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each([
    [[]],
    [["--frobnicate"]],
    [["frobnicate"]],
    [["completions"]],
    [["completions", "tcsh"]],
    [["completions", "bash", "zsh"]],
  ])("is called wrongly: %j", (parameters) => {
    const { status, stdout, stderr } = place.run(parameters);
    expect(stderr).toMatch(/^outcrop: .+\nRun outcrop (completions )?--help for usage\.\n$/);
    expect([stdout, status]).toEqual(["", 2]);
  });
});

describe("completions", () => {
  beforeAll(() => place.write("completions.bash", place.run(["completions", "bash"]).stdout));

  /** What bash would offer for these words, the last of which is being typed. */
  function offered(...words: readonly string[]): string[] {
    const script =
      "source completions.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _outcrop; printf '%s\\n' " +
      `"\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", script, "bash", ...words], {
      cwd: place.path,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    return stdout.trim() === "" ? [] : stdout.trim().split("\n");
  }

  it("offer bash commands, options and the values of options", () => {
    expect(offered("outcrop", "")).toEqual([...Object.keys(commands), "completions", "--help", "--version"]);
    expect(offered("outcrop", "di")).toEqual(["diff"]);
    expect(offered("outcrop", "incident", "--f")).toEqual(["--function", "--format", "--fail-on"]);
    expect(offered("outcrop", "incident", "--format", "")).toEqual([
      "terminal",
      "markdown",
      "ticket",
      "json",
      "html",
      "sarif",
    ]);
    expect(offered("outcrop", "incident", "logs", "--fail-on", "w")).toEqual(["warning"]);
    expect(offered("outcrop", "completions", "z")).toEqual(["zsh"]);
  });

  it("leave files to bash", () => {
    expect(offered("outcrop", "incident", "")).toEqual([]);
    expect(offered("outcrop", "incident", "--out", "")).toEqual([]);
    expect(place.run(["completions", "bash"]).stdout).toContain(
      "complete -o default -o bashdefault -F _outcrop outcrop\n",
    );
  });

  it("know every option, in every shell", async () => {
    const [zsh, fish] = ["zsh", "fish"].map((shell) => place.run(["completions", shell]).stdout);
    for (const [name, { load }] of Object.entries(commands)) {
      const { options = {} } = await load();
      expect([name, Object.keys(options).length > 0]).toEqual([name, true]);
      for (const option of Object.keys(options)) {
        expect(zsh).toMatch(new RegExp(`^ +'\\*--${option}[:']`, "m"));
        expect(fish).toContain(`'__fish_seen_subcommand_from ${name}' -l ${option}`);
      }
    }
  });

  it("are made for zsh and fish as these are written", () => {
    expect(place.run(["completions", "zsh"]).stdout).toContain(
      "        '*--fail-on:fail-on:(error warning info)' \\\n",
    );
    expect(place.run(["completions", "zsh"]).stdout).toMatch(/^#compdef outcrop\n/);
    expect(place.run(["completions", "fish"]).stdout).toContain(
      "complete -c outcrop -n '__fish_seen_subcommand_from incident' -l format -x -a 'terminal markdown " +
        "ticket json html sarif'\n",
    );
  });
});
