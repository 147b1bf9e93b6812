import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exported, goodEvents } from "./logs.ts";
import { program, Workplace } from "./outcrop.ts";

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
});
afterAll(() => place.remove());

const answer = /^A COLLISION (?:MOST LIKELY )?EXPLAINS THE FAILURES\n {2}cause {6}range-violation of zod: /;
/** Of the bad logs alone: without a good time to compare with, they may not be enough. */
const someAnswer = /^(A COLLISION .* EXPLAINS?|NO COLLISION FOUND FOR) THE FAILURES\n {2}cause {6}/;

describe("outcrop incident", () => {
  it("reads files, folders and stdin, and what outcrop run --json printed", () => {
    const inputs: readonly (readonly [readonly string[], string])[] = [
      [["bad.json"], ""],
      [["logs"], ""],
      [["good.json", "bad.json"], ""],
      [["-"], readFileSync(join(place.path, "bad.json"), "utf8")],
      [["run.json"], ""],
      [["-"], readFileSync(join(place.path, "run.json"), "utf8")],
    ];
    for (const [files, input] of inputs) {
      const { status, stdout, stderr } = place.run(["incident", ...files], input);
      expect([files, stderr, status]).toEqual([files, "", 0]);
      expect(stdout).toMatch(files.length > 1 || files[0] === "logs" ? answer : someAnswer);
      expect(stdout).toContain("range-violation of zod");
    }
  });

  it("points at the line of a run's log", () => {
    const { stdout } = place.run(["incident", "run.json", "--format", "json"]);
    const { line, text } = JSON.parse(stdout).causes[0].origin;
    const lines = readFileSync(join(place.path, "run.json"), "utf8").split("\n");
    expect(lines[line - 1]).toContain(JSON.stringify(text));
  });

  it("names what cannot be read, file and line, and goes on with the rest", () => {
    place.write("junk.bin", Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 250, 251]));
    symlinkSync("nowhere", join(place.path, "dangling"));
    const { status, stdout, stderr } = place.run([
      "incident",
      "none.json",
      "dangling",
      "junk.bin",
      "bad.json",
    ]);
    expect(stderr).toMatch(/^outcrop: none\.json:1: cannot be read: ENOENT; expected a file or a folder\n/);
    expect(stderr).toContain("outcrop: dangling:1: ");
    expect(stderr).toContain("outcrop: junk.bin:1: damaged gzip data");
    expect(stdout).toMatch(someAnswer);
    expect(stdout).toMatch(/places? in the logs could not be read/);
    expect(status).toBe(0);
  });

  it("exits 3 where nothing could be read", () => {
    place.write("empty.json", "");
    place.write("prose.txt", "It was a dark night.\n");
    for (const file of ["none.json", "empty.json", "prose.txt"]) {
      const { status, stdout, stderr } = place.run(["incident", file]);
      expect(stderr).toMatch(/outcrop: no log events could be read; expected logs of a Lambda function/);
      expect([stdout, status]).toEqual(["", 3]);
    }
  });

  it("says which functions the logs are of, where the one that was asked for is not among them", () => {
    const { status, stdout, stderr } = place.run(["incident", "bad.json", "--function", "nope"]);
    expect(stderr).toBe("outcrop: no line is of the function nope; these logs are of orders\n");
    expect([stdout, status]).toEqual(["", 3]);
  });

  it("says what a file looks like of which nothing could be read", () => {
    place.write("nothing.json", "");
    expect(place.run(["incident", "nothing.json"]).stderr).toContain(
      "outcrop: nothing.json: this file is empty; check the command that wrote it, and its time range\n",
    );
  });

  it("says in one line that the disk is full", () => {
    for (const format of ["terminal", "html"]) {
      const { status, stderr } = spawnSync(
        "bash",
        ["-c", '"$0" "$1" incident bad.json --format "$2" > /dev/full', process.execPath, program, format],
        { cwd: place.path, encoding: "utf8" },
      );
      expect([stderr, status]).toEqual(["outcrop: cannot write to stdout: ENOSPC\n", 3]);
    }
  });

  it.each([
    ["bad.json", "error", 1],
    ["bad.json", "info", 1],
    ["good.json", "info", 0],
  ])("%s with --fail-on %s exits %i", (file, severity, code) => {
    const { status, stdout } = place.run(["incident", file, "--fail-on", severity]);
    expect(stdout).not.toBe("");
    expect(status).toBe(code);
  });

  it("does not fail on less than it is asked for", () => {
    place.write(
      "warning.json",
      readFileSync(join(place.path, "bad.json"), "utf8").replaceAll(
        '\\"severity\\":\\"error\\"',
        '\\"severity\\":\\"warning\\"',
      ),
    );
    expect(place.run(["incident", "warning.json", "--fail-on", "error"]).status).toBe(0);
    expect(place.run(["incident", "warning.json", "--fail-on", "warning"]).status).toBe(1);
  });

  it("writes each format, by the file's ending", () => {
    const begins: Record<string, RegExp> = {
      "report.md": /^# A collision/,
      "report.json": /^\{\n {2}"schema": 1,/,
      "deep/report.html": /^<!doctype html>/i,
      "report.sarif": /^\{\n {2}"\$schema": "https:\/\/docs\.oasis-open\.org/,
      "report.txt": answer,
    };
    for (const [file, beginning] of Object.entries(begins)) {
      expect(place.run(["incident", "logs", "--out", file])).toEqual({
        status: 0,
        stdout: "",
        stderr: "",
      });
      expect(readFileSync(join(place.path, file), "utf8")).toMatch(beginning);
    }
    expect(place.run(["incident", "logs", "--format", "markdown", "--out", "-"]).stdout).toMatch(
      /^# A collision/,
    );
  });

  it("says before it reads anything that the report could not be written", () => {
    expect(place.run(["incident", "none.json", "bad.json", "--out", "logs"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "outcrop: --out: cannot write logs: EISDIR\nRun outcrop incident --help for usage.\n",
    });
  });

  it("compares files, and what was before a time with what was after", () => {
    const ways = [
      ["--good", "good.json", "--bad", "bad.json"],
      ["--bad", "bad.json", "--good", "good.json", "logs/older/good.json.gz"],
      ["logs", "--before", "2026-03-14T03:00:00Z"],
      ["logs", "--after", "2026-03-14T03:00"],
      ["logs", "--before", "2026-03-14T03:00", "--after", "2026-03-14T03:10:00Z"],
    ];
    for (const way of ways) {
      const { stdout, stderr, status } = place.run(["incident", ...way]);
      expect([way, stderr, status]).toEqual([way, "", 0]);
      expect(stdout).toContain(
        "good       0 of 10 invocations failed (0%)\n  bad        6 of 8 invocations failed (75%)",
      );
      expect(stdout).toContain("moved root zod 4.1.0 -> 3.24.4");
    }
  });

  it("leaves out other functions and other times", () => {
    expect(place.run(["incident", "logs", "--until", "2026-03-14T03:00:00Z"]).stdout).toMatch(
      /^NOTHING FAILED/,
    );
    expect(place.run(["incident", "logs", "--function", "invoices"]).stdout).not.toContain("zod");
    expect(place.run(["incident", "logs", "--since", "1d"]).stdout).not.toContain("zod");
  });

  it("has colours where they are forced, and none in a file", () => {
    expect(place.run(["incident", "bad.json"], "", { FORCE_COLOR: "1" }).stdout).toContain("\u001b[31m");
    place.run(["incident", "bad.json", "--out", "plain.txt"], "", { FORCE_COLOR: "1" });
    expect(readFileSync(join(place.path, "plain.txt"), "utf8")).not.toContain("\u001b");
  });

  it("keeps to the terminal's width", () => {
    for (const columns of [60, 120]) {
      const lines = place.run(["incident", "logs"], "", { COLUMNS: String(columns) }).stdout.split("\n");
      const widest = Math.max(...lines.map((line) => line.length));
      expect(widest).toBeLessThanOrEqual(columns);
      expect(widest).toBeGreaterThan(columns - 15);
    }
  });

  it("shows how far it has come where that is asked for, and nowhere else", () => {
    const { stdout, stderr } = place.run(["incident", "logs", "--progress"]);
    expect(stderr).toMatch(/^\rreading: 0 of 2 files, /);
    expect(stderr).toMatch(/\r +\r$/);
    expect(stdout).toMatch(answer);
  });

  it.each([
    [[], "incident needs files or folders of logs"],
    [["bad.json", "--bad", "bad.json"], "pass log files, or --good and --bad, or --log-group"],
    [["--good", "good.json"], "--good and --bad must be used together"],
    [
      ["--good", "good.json", "--bad", "bad.json", "--before", "2h"],
      "--before and --after split one set of logs",
    ],
    [["-", "-"], "- can be used only once"],
    [["bad.json", "--since", "yesterday"], "--since must be a time such as"],
    [["bad.json", "--since", "2026-99-99"], "--since must be a time such as"],
    [["bad.json", "--since", "1h", "--until", "2h"], "--until must be later than --since"],
    [["bad.json", "--before", "1h", "--after", "2h"], "--after must not be earlier than --before"],
    [
      ["bad.json", "--format", "pdf"],
      "--format must be one of terminal, markdown, ticket, json, html, sarif, not pdf",
    ],
    [["bad.json", "--fail-on", "fatal"], "--fail-on must be one of error, warning, info, not fatal"],
    [["bad.json", "--out", "bad.json/report.md"], "--out: cannot write bad.json/report.md"],
    [["bad.json", "--out", "x.pdf"], "--out x.pdf: outcrop does not write .pdf files"],
    [["bad.json", "--save", "kept"], "--save and --region need --log-group"],
    [["bad.json", "--docs-base", "javascript:alert(1)"], "--docs-base must be a URL"],
    [["--log-group", "/aws/lambda/orders"], "--log-group needs --since"],
    [["bad.json", "--frobnicate"], "--frobnicate"],
  ])("is called wrongly: %j", (parameters, message) => {
    const { status, stdout, stderr } = place.run(["incident", ...parameters]);
    expect(stderr).toMatch(/^outcrop: [^\n]+\nRun outcrop incident --help for usage\.\n$/);
    expect(stderr).toContain(message);
    expect([stdout, status]).toEqual(["", 2]);
  });

  it("has had enough when its reader has", () => {
    const script = `"$0" "$1" incident bad.json --format json | head -c 1; echo " \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync("bash", ["-c", script, process.execPath, program], {
      cwd: place.path,
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "{ 0\n", stderr: "" });
  });
});

describe("Ctrl-C", () => {
  async function reading() {
    const child = spawn(process.execPath, [program, "incident", "-", "--progress"], { cwd: place.path });
    const told = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      told.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      told.stderr += text;
    });
    const says = async (part: string): Promise<void> => {
      while (!told.stderr.includes(part)) await once(child.stderr, "data");
    };
    return { child, told, says };
  }

  it("ends reading and reports what was read so far, saying so", async () => {
    const { child, told, says } = await reading();
    // Stays open: more could come.
    child.stdin.write(exported(goodEvents()).replace(/\s*\]\s*,\s*"searchedLogStreams.*$/s, ","));
    await says("reading: ");
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    expect(told.stderr).toContain(
      "outcrop: reading stopped; the report covers what was read. Press Ctrl-C again to quit\n",
    );
    expect(told.stdout).toMatch(/^NOTHING FAILED IN THESE LOGS\n/);
    expect(told.stdout.replace(/\s+/g, " ")).toContain(
      "Ctrl-C stopped the reading. Later events are not in this report.",
    );
    expect(code).toBe(0);
  });
});
