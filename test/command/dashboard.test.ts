import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { run } from "../../command/dashboard.ts";
import { UsageError } from "../../command/shared/usage.ts";
import { troubledFleet } from "../cloudwatch/preview/lines.ts";

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

afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is written while the command runs. */
async function written(parameters: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text, done?: unknown) => {
    if (typeof done === "function") done();
    return out.push(String(text)) > 0;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => err.push(String(text)) > 0);
  const code = await run(parameters);
  return { code, out: out.join(""), err: err.join("") };
}

describe("outcrop dashboard", () => {
  it("draws what Outcrop wrote, line by line, into a folder that it makes", async () => {
    const out = join(folder, "new/folder/page.html");
    expect(await written(["--preview", logs, "--out", out])).toEqual({ code: 0, out: "", err: "" });
    const page = readFileSync(out, "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("wrong-<wbr>architecture");
    expect(page).toContain("11 log events");
  });

  it("reads stdin and writes to stdout", () => {
    const parameters = [
      resolve("command/outcrop.ts"),
      "dashboard",
      "--preview",
      "-",
      "--out",
      "-",
      "--title",
      "A & B",
    ];
    const { status, stdout } = spawnSync(process.execPath, parameters, {
      input: readFileSync(logs),
      encoding: "utf8",
    });
    expect([status, stdout.includes("<h1>A &amp; B</h1>")]).toEqual([0, true]);
  });

  it("takes the name of one function", async () => {
    const { out } = await written(["--preview", logs, "--out", "-", "--function", "invoices"]);
    expect(out).toContain("Functions shown: <strong>invoices</strong>");
  });

  it("draws no healthy page for a name that no function has", async () => {
    await expect(run(["--preview", logs, "--out", "-", "--function", "invoice-typo"])).rejects.toThrow(
      /no function in these logs .*invoice-typo; use one of these: /,
    );
  });

  it.each([
    [[], "--preview or --body is missing"],
    [["--preview", "--body"], "--preview and --body are two questions"],
    [["--preview"], "--preview needs files or folders of logs"],
    [["--preview", "nowhere.jsonl"], "nowhere.jsonl does not exist"],
    [["--preview", "LOGS", "--function", 'a"b'], "only letters, digits, - and _"],
    [["--preview", "LOGS", "--out", ""], "--out needs the name of a file"],
    [["--preview", "LOGS", "--out", "LOGS/page.html"], "cannot write"],
    [["--preview", "LOGS", "--colour", "red"], "--colour"],
  ])("is called wrongly: %j", async (parameters, message) => {
    const called = run(parameters.map((parameter) => parameter.replace("LOGS", logs)));
    await expect(called).rejects.toThrow(message);
    await expect(called).rejects.toBeInstanceOf(UsageError);
  });

  it("has nothing to draw in an empty file", async () => {
    const empty = join(folder, "empty.jsonl");
    writeFileSync(empty, "");
    expect(await written(["--preview", empty])).toEqual({
      code: 1,
      out: "",
      err: "outcrop: the input does not contain any log events\n",
    });
  });

  it("names what cannot be read, and draws the rest", async () => {
    const cut = join(folder, "cut.json.gz");
    writeFileSync(cut, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]));
    const { code, err, out } = await written(["--preview", logs, cut, "--out", "-"]);
    expect(code).toBe(0);
    expect(err).toContain(cut);
    expect(out).toContain("could not be read");
  });
});
