/** `outcrop check` on a project, with its options, and what it writes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { run } from "../../../command/check.ts";
import { UsageError } from "../../../command/shared/usage.ts";
import { fixtures, inFolder, otherArn } from "../../check/inputs/support.ts";

const app = join(fixtures, "app");
const at = (path: string): string => join(fixtures, path);

async function check(...parameters: readonly string[]) {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    return await inFolder(async (folder) => {
      const out = join(folder, "report.txt");
      const status = await run([...parameters, "--out", out]);
      const stderr = write.mock.calls.map(([text]) => String(text)).join("");
      return { status, stdout: readFileSync(out, "utf8").replace(/\s+/g, " "), stderr };
    });
  } finally {
    write.mockRestore();
  }
}

describe("outcrop check PROJECT", () => {
  it("judges every function, and names what it cannot read", async () => {
    const { status, stdout, stderr } = await check(at("cdk"));
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^10 functions: 4 with errors, 2 judged by the layers alone, 4 without a collision/,
    );
    expect(stdout).toContain("Orders/Reversed 1 error will happen; 2 things were not judged");
    expect(stdout).toContain("The layer ToolsArn was not judged");
    expect(stdout).toContain(
      "It loads @aws-sdk/client-s3 from nodejs24.x, of which is known: the packages of the AWS SDK 3",
    );
  });

  it("judges those that are asked for, with layers from elsewhere and parameters", async () => {
    const layers = [`ToolsArn=${app}/layers/extra`, `${otherArn}=${app}/layers/utils`];
    const places = layers.flatMap((place) => ["--layer-at", place]);
    const { status, stdout } = await check(
      at("cdk"),
      "--only",
      "Orders/Reversed",
      "--only",
      "Orders/Good",
      ...places,
    );
    expect(status).toBe(0);
    expect(stdout).not.toContain("Not judged");
    expect(stdout).toMatch(/^2 functions: 2 without a collision/);
    const production = await check(at("sam"), "--only", "OnlyInProduction", "--parameter", "Stage=prod");
    expect(production.stdout).toContain("OnlyInProduction: no collision found");
  });

  it("fails with 3 where something was not judged and nothing was found", async () => {
    const parameters = [at("terraform/plan.json"), "--only", "mixed"] as const;
    expect((await check(...parameters)).status).toBe(3);
    expect((await check(...parameters, "--allow-unjudged")).status).toBe(0);
    expect((await check(...parameters, "--layer-at", `${otherArn}=${app}/layers/utils`)).status).toBe(0);
  });

  it("says on stderr what it thinks of the input", async () => {
    const { status, stderr } = await check(at("sam/template.yaml"));
    expect(status).toBe(0);
    expect(stderr).toMatch(/^outcrop: .*sam\/template\.yaml is the template before sam build: .*\n$/);
  });

  it.each<readonly [readonly string[], string]>([
    [[], "what to check is missing"],
    [[at("cdk"), "--function", "x"], "check takes one of these"],
    [[at("cdk"), at("sam")], "check takes one of these"],
    [[app], "app: holds no output of SAM, the CDK or the Serverless Framework"],
    [[at("cdk"), "--only", "Nothing"], "--only: there is no function Nothing; there is Prod/Orders/Good"],
    [[at("cdk"), "--layer-at", "Nothing=x"], "--layer-at: no layer has the name Nothing"],
    [[at("cdk"), "--code-at", "Nothing=x"], "--code-at: no function has the name Nothing"],
    [[at("cdk"), "--profile", "absent.json"], "--profile: absent.json: there is no such file"],
    [[at("cdk"), "--profile", "x", "--runtime-files", app], "give one of them"],
  ])("refuses wrong usage in one line (%#)", async (parameters, message) => {
    const error: unknown = await check(...parameters).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(message);
    expect((error as UsageError).message).not.toContain("\n");
  });
});
