import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { troubledFleet } from "./lines.ts";

let folder: string;
let logs: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "outcrop-command-"));
  logs = join(folder, "telemetry.jsonl");
  writeFileSync(
    logs,
    `${troubledFleet()
      .events.map(({ message }) => message)
      .join("\n")}\n`,
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function outcrop(parameters: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve("sandbox/outcrop.ts"), "dashboard", ...parameters], {
    cwd: folder,
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("outcrop dashboard", () => {
  it("draws what Outcrop wrote, line by line", () => {
    const out = join(folder, "new/folder/page.html");
    expect(outcrop(["--preview", logs, "--out", out])).toEqual({ status: 0, stdout: "", stderr: "" });
    const page = readFileSync(out, "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("wrong-<wbr>architecture");
    expect(page).toContain("11 log events");
  });

  it("reads stdin and writes to stdout", () => {
    const { status, stdout } = outcrop(["--preview", "-", "--out", "-", "--title", "A & B"], readFileSync(logs, "utf8"));
    expect([status, stdout.includes("<h1>A &amp; B</h1>")]).toEqual([0, true]);
  });

  it("takes the name of one function", () => {
    const { stdout } = outcrop(["--preview", logs, "--out", "-", "--function", "invoices"]);
    expect(stdout).toContain("Functions shown: <strong>invoices</strong>");
  });

  it("writes a page of its own name where none is given", () => {
    expect(outcrop(["--preview", logs]).status).toBe(0);
    expect(existsSync(join(folder, "outcrop-dashboard.html"))).toBe(true);
  });

  it("explains itself", () => {
    const { status, stdout } = outcrop(["--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("Examples:");
    for (const text of stdout.split("\n")) expect(text.length).toBeLessThanOrEqual(120);
  });

  it.each([
    [[], "--preview is missing"],
    [["--preview"], "files or folders of logs are missing"],
    [["--preview", "nowhere.jsonl"], "no file or folder nowhere.jsonl"],
    [["--preview", "telemetry.jsonl", "--function", 'a"b'], "letters, digits, - and _"],
    [["--preview", "telemetry.jsonl", "--out", ""], "the name of a file"],
    [["--preview", "telemetry.jsonl", "--out", "telemetry.jsonl/page.html"], "cannot write telemetry.jsonl/page.html"],
    [["--preview", "telemetry.jsonl", "--colour", "red"], "--colour"],
  ])("is called wrongly: %j", (parameters, message) => {
    const { status, stderr } = outcrop(parameters);
    expect(stderr).toMatch(/^outcrop: [^\n]+\n$/);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it("has nothing to draw in an empty file", () => {
    writeFileSync(join(folder, "empty.jsonl"), "");
    expect(outcrop(["--preview", "empty.jsonl"])).toEqual({ status: 1, stdout: "", stderr: "outcrop: no log events in what was given\n" });
  });
});
