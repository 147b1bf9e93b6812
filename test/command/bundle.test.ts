/** The command as the build ships it: one file that runs alone, in any folder. */
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workplace } from "./outcrop.ts";

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
  copyFileSync("dist/outcrop.mjs", join(place.path, "outcrop.mjs"));
});
afterAll(() => place.remove());

function run(...parameters: string[]) {
  const options = {
    cwd: place.path,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
    maxBuffer: 64 * 1024 * 1024,
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["outcrop.mjs", ...parameters], options);
  return { status, stdout, stderr };
}

describe("dist/outcrop.mjs", () => {
  it("knows its version", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(run("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("ends with its own licence, and those of the packages in it", () => {
    const text = readFileSync("dist/outcrop.mjs", "utf8");
    const licences = text.slice(text.lastIndexOf("\n/*\nMIT License\n"));
    expect(licences).toContain("The Outcrop authors");
    const packages = [...licences.matchAll(/^-{80}\n(\S+) \S+ \(\S+\)\n/gm)].map(([, name]) => name);
    expect(packages).toEqual(expect.arrayContaining(["cli-table3", "pend", "semver", "yauzl"]));
  });

  it.each(["terminal", "markdown", "ticket", "json", "html", "sarif"])(
    "reports an incident as %s, as the sources do",
    (format) => {
      const parameters = ["incident", "--format", format, "logs"];
      const { status, stdout, stderr } = run(...parameters);
      expect([stderr, status]).toEqual(["", 0]);
      expect(stdout).toBe(place.run(parameters).stdout);
      expect(stdout).toContain("zod");
    },
  );

  it.each(["run", "publish"])("says that %s needs a checkout, and offers it nowhere", (name) => {
    const advice = `In a checkout, run npm run outcrop -- ${name}`;
    const stderr = `outcrop: ${name} needs a checkout of Outcrop. ${advice}\n`;
    expect(run(name, "--help")).toEqual({ status: 3, stdout: "", stderr });
    expect(run("--help").stdout).not.toMatch(new RegExp(`^  ${name} `, "m"));
    expect(run("completions", "bash").stdout).not.toContain(`${name}) words=`);
  });

  it.each(["terminal", "html"])("explains a finding as %s, as the sources do", (format) => {
    const parameters = ["explain", "range-violation", "--format", format];
    expect(run(...parameters)).toEqual(place.run(parameters));
  });

  it("draws the dashboard and compares", () => {
    expect(run("dashboard", "--preview", "logs", "--out", "-")).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^<!doctype html>/),
    });
    expect(run("diff", "good.json", "bad.json")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("zod 4.1.0 -> 3.24.4"),
    });
  });

  it.each([
    ["query", ["query", "logs", "--sql", "SELECT 1"], "npm install @duckdb/node-api"],
    [
      "fetching",
      ["incident", "--log-group", "/aws/lambda/orders", "--since", "2h"],
      "npm install @aws-sdk/client-cloudwatch-logs",
    ],
  ])("says what %s needs where it is absent", (_, parameters, wanted) => {
    const { status, stdout, stderr } = run(...parameters);
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toContain(wanted);
  });
});
