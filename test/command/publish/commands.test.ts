/** What is printed is what is called. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AwsCli } from "../../../command/publish/aws-cli.ts";
import { shellText } from "../../../command/publish/command.ts";
import { sourceDescription } from "../../../command/publish/description.ts";
import { readOptions } from "../../../command/publish/options.ts";
import { publishEverywhere } from "../../../command/publish/publish.ts";
import { scriptOf } from "../../../command/publish/report.ts";
import { FakeAccount, fakeAccount } from "./fake-account.ts";

test("a shell reads every argument as it was", () => {
  const anyText = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed() && !text.includes("\0"));
  const argument = fc.oneof(anyText, fc.stringMatching(/^[a-z/ *'"~$=;&#\\-]{0,6}$/));
  fc.assert(
    fc.property(fc.array(argument, { minLength: 1, maxLength: 8 }), (parameters) => {
      const input = `aws() { printf '%s\\0' "$@"; }\n${shellText(parameters)}\n`;
      const { stdout } = spawnSync("sh", [], { input, encoding: "utf8" });
      expect(stdout.split("\0").slice(0, -1)).toEqual(parameters);
    }),
    { numRuns: 150 },
  );
});

test("the printed script makes the calls that --execute makes after the same look-ups", {
  timeout: 300_000,
}, async () => {
  const regions = ["eu-central-1", "us-gov-west-1"];
  const odd = fc
    .stringMatching(/^[a-z '"$`\\!*;&|()#~é-]{1,12}$/)
    .filter((text) => !/^[-.]|\/|^\s*$/.test(text));
  const permissions = fc.record({
    accounts: fc.subarray(["111111111111", "222222222222", "333333333333"]),
    organisation: fc.option(fc.constant("o-a1b2c3d4e5")),
    everyone: fc.boolean(),
  });
  const run = fc.record({
    wanted: permissions,
    profile: fc.option(odd),
    folder: odd,
    parameter: fc.boolean(),
  });
  const before = fc.option(
    fc.record({
      permitted: permissions,
      regions: fc.subarray(regions, { minLength: 1 }),
      stored: fc.boolean(),
    }),
  );

  await fc.assert(
    fc.asyncProperty(run, before, async ({ wanted, profile, folder, parameter }, before) => {
      const account = new FakeAccount(regions);
      try {
        mkdirSync(join(account.folder, folder));
        const zip = account.zip("one", `${folder}/layer.zip`);
        const request = (
          granted: typeof wanted,
          inRegions: readonly string[],
          stored: boolean,
          execute: boolean,
        ) => {
          const call = [
            "--zip",
            zip,
            "--regions",
            inRegions.join(","),
            "--accounts",
            granted.accounts.join(","),
          ];
          if (granted.organisation !== null) call.push("--organisation", granted.organisation);
          if (granted.everyone) call.push("--public");
          if (stored) call.push("--ssm-parameter", "/layers/outcrop");
          if (profile !== null) call.push(`--profile=${profile}`);
          if (execute) call.push("--execute");
          const options = readOptions(call);
          if (options === null) throw new Error("no options");
          return options.request;
        };
        const publish = async (...parameters: Parameters<typeof request>) => {
          const made = request(...parameters);
          const reports = await publishEverywhere(new AwsCli(account.env), made, () => undefined);
          const calls = account.calls().map(({ argv }) => argv);
          return {
            script: scriptOf(made, reports),
            lookUps: reports.flatMap(({ lookUps }) => lookUps),
            calls,
          };
        };
        if (before !== null) await publish(before.permitted, before.regions, before.stored, true);
        const start = account.account;

        const dry = await publish(wanted, regions, parameter, false);
        expect(dry.lookUps).toEqual(dry.calls.map(shellText));
        const { code, stderr } = account.sh(dry.script);
        const printed = account.calls().map(({ argv }) => argv);
        const afterScript = account.account;

        account.account = start;
        const executed = await publish(wanted, regions, parameter, true);
        expect([code, stderr]).toEqual([0, ""]);
        expect(executed.lookUps).toEqual(dry.lookUps);
        const lookUps = new Set(dry.lookUps);
        expect(printed).toEqual(executed.calls.filter((argv) => !lookUps.has(shellText(argv))));
        expect(afterScript).toEqual(account.account);
      } finally {
        account.remove();
      }
    }),
    { numRuns: 8 },
  );
});

test("a region's commands end with the one that fails, and the next region goes on", () => {
  const account = fakeAccount(["eu-central-1", "us-east-1"]);
  const start = account.account;
  const call = ["--zip", account.zip("one"), "--regions", "eu-central-1,us-east-1", "--public"];
  const { stdout } = account.run(call);
  account.calls();
  account.fault({ when: "publish-layer-version --region eu-central-1" });
  account.sh(stdout);
  const asPrinted = account.writes();
  account.account = { ...account.account, regions: start.regions };
  account.run([...call, "--execute"]);
  expect(asPrinted).toEqual(account.writes());
  expect(asPrinted.map(([, operation]) => operation)).toEqual([
    "publish-layer-version",
    "publish-layer-version",
    "add-layer-version-permission",
  ]);
});

test("the description names the version and the commit", () => {
  const repository = join(import.meta.dirname, "../../..");
  expect(sourceDescription(repository)).toMatch(
    /^Outcrop \d+\.\d+\.\d+(, commit [0-9a-f]{12,40}( with local changes)?)?$/,
  );
  expect(() => sourceDescription("/")).toThrow();
});
