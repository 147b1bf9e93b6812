/** `outcrop what-if` as a person calls it, on the logs of a fleet of 30 functions. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { afterAll, describe, expect, it } from "vitest";
import { reasonCodes } from "../../check/what-if/verdict.ts";
import { UsageError } from "../../command/shared/usage.ts";
import { run as runHere } from "../../command/what-if.ts";
import { fleet } from "../check/what-if/fleet.ts";
import { FleetPlace } from "../check/what-if/fleet-place.ts";
import { closed } from "../support/closed-schema.ts";

const command = resolve("command/outcrop.ts");
const place = new FleetPlace();
afterAll(() => place.remove());

/** As a process, which takes a second. */
function spawned(...parameters: readonly string[]) {
  return spawnSync(process.execPath, [command, "what-if", ...parameters], {
    encoding: "utf8",
    cwd: place.path,
  });
}

/** In this process: what it writes to a file. */
async function run(...parameters: readonly string[]) {
  const out = join(place.path, "out.txt");
  const status = await runHere([...parameters, "--out", out]);
  return { status, text: readFileSync(out, "utf8") };
}

const [next, old] = ["layers/utils.zip", "layers/utils-7.zip"].map((name) => join(place.path, name)) as [
  string,
  string,
];
const layer = ["--layer", next, "--logs", join(place.path, "logs")] as const;
const given = [...layer, "--replaces", old] as const;
const locks = join(place.path, "layers/lock.json");
const locked = { orders: { runtime: "nodejs24.x", arch: "x64", layers: ["utils:7"] } };
writeFileSync(locks, JSON.stringify({ outcrop: "lock", schema: 1, functions: locked, layers: {} }));

describe("a fleet", () => {
  it("is judged, the worst and the most invoked first, in the form of the schema", async () => {
    const { status, text } = await run(...given, "--format", "json");
    expect(status).toBe(1);
    const document = JSON.parse(text);
    const schema = JSON.parse(readFileSync("docs/what-if.schema.json", "utf8"));
    const ajv = new Ajv2019({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
    const validate = ajv.compile(closed(schema));
    expect(validate(document) ? [] : validate.errors).toEqual([]);
    expect(schema.definitions.reason.properties.code.enum).toEqual(reasonCodes);

    const functions: readonly {
      name: string;
      outcome: string;
      invocations: number;
      findings_go: unknown[];
    }[] = document.functions;
    expect(Object.fromEntries(functions.map(({ name, outcome }) => [name, outcome]))).toEqual(
      Object.fromEntries(fleet.map(({ name, outcome }) => [name, outcome])),
    );
    expect(document.counts).toMatchObject({ untouched: 4 });
    for (const { name, findings_go } of functions)
      expect([name, findings_go.length]).toEqual([
        name,
        fleet.find((one) => one.name === name)?.finding ? 1 : 0,
      ]);
    for (const outcome of ["breaks", "risk", "fine"]) {
      const counts = functions.filter((one) => one.outcome === outcome).map(({ invocations }) => invocations);
      expect(counts).toEqual([...counts].sort((left, right) => right - left));
    }
  });

  it("has a line of the answer, and the reasons", () => {
    const { status, stdout, stderr } = spawned(
      ...["--layer", "layers/utils.zip", "--replaces", "layers/utils-7.zip", "--logs", "logs"],
    );
    expect([stderr, status]).toEqual(["", 1]);
    expect(stdout).toMatch(/^utils: of 30 functions \d+ break, \d+ at risk, \d+ fine and 4 untouched\n/);
    expect(stdout).toContain("gone 1.0.0 is gone: require of gone fails.");
    expect(stdout).toContain("Goes: range-violation of zod (4.0.0, asked for ^4.0.0).");
  });

  it("is a table in Markdown", async () => {
    const { text } = await run(...given, "--format", "markdown");
    expect(text).toMatch(/^### 🔴 What if utils: of 30 functions/);
    expect(text.match(/^\| (?:🔴|🟡|🟢|⚪)/gm)).toHaveLength(30);
  });

  it("without the old layer, what is gone may be another layer's", async () => {
    const text = (await run(...layer)).text.replace(/\s+/g, " ");
    expect(text).toContain("gone 1.0.0 is gone: require of gone fails. It may be from another layer.");
    expect(text).toContain("--replaces with the old layer's zip is surer.");
  });

  it("uses the code of a function", async () => {
    const { name } = fleet.find(({ finding }) => finding) ?? { name: "" };
    const reasonsOf = async (...more: readonly string[]): Promise<readonly string[]> =>
      JSON.parse((await run(...given, ...more, "--format", "json")).text)
        .functions.find((one: { name: string }) => one.name === name)
        .reasons.map(({ code }: { code: string }) => code);
    expect(await reasonsOf()).toContain("names-gone");
    expect(await reasonsOf("--code", `${name}=${join(place.path, "code")}`)).not.toContain("names-gone");
  });

  it.each([
    ["never", 0],
    ["risk", 1],
  ])("fails on %s with %i", async (failOn, status) =>
    expect((await run(...given, "--fail-on", failOn)).status).toBe(status),
  );
});

it.each([
  [[]],
  [["--layer", "layers/utils.zip"]],
  [["--logs", "logs"]],
  [["--layer", "no-such.zip", "--logs", "logs"]],
  [["--layer", "layers/utils.zip", "--logs", "logs", "--replaces", "no-such.zip"]],
  [["--layer", "layers/utils.zip", "--logs", "logs", "--code", "orders"]],
  [["--layer", "layers/utils.zip", "--logs", "logs", "--fail-on", "major"]],
  [["--layer", "layers/utils.zip", "--logs", "logs", "extra"]],
  [["--layer", "layers/utils.zip", "--logs", "logs", "--replaces", ""]],
  [["--layer", "layers/utils.zip", "--locks", "no-such.json"]],
  [["--layer", "layers/utils.zip", "--locks", "layers/lock.json", "--code", "no-such=layers/utils.zip"]],
  [["--layer", "layers/utils.zip", "--locks", "layers/lock.json", "--replaces", "no-such"]],
])("is called wrongly: %j", async (parameters) => {
  await expect(
    runHere(parameters.map((text) => (text.startsWith("layers/") ? join(place.path, text) : text))),
  ).rejects.toThrow(UsageError);
});

it("says so if the logs show nothing", () => {
  writeFileSync(join(place.path, "other.json"), "{}");
  const { status, stderr } = spawned("--layer", "layers/utils.zip", "--logs", "other.json");
  expect(stderr).toContain("no Outcrop lines found");
  expect(status).toBe(3);
});

it("does not pass where a function is not known", async () => {
  const { status, text } = await run("--layer", next, "--locks", locks);
  expect(text).toContain("The lock does not say what is in its layer utils:7.");
  expect(text).toContain("Not known (exit code 3): it is not known what 1 function would get.");
  expect(status).toBe(3);
});

it("does not pass where a part of a layer is damaged", () => {
  const bytes = readFileSync(next);
  const name = "nodejs/node_modules/ulid/package.json";
  const at = bytes.indexOf(name) + name.length;
  bytes.fill(0xff, at, at + 16);
  const damaged = join(place.path, "damaged.zip");
  writeFileSync(damaged, bytes);
  const { status, stdout } = spawned("--layer", damaged, "--logs", "logs", "--fail-on", "never");
  expect(stdout).toContain("Not known (exit code 3): a part of a layer cannot be read.");
  expect(status).toBe(3);
});
