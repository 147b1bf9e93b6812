/** `outcrop prove` from the shell, in the local Lambda: what it proves, what it does not, and exit codes. */
import { execSync, spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { afterAll, describe, expect, it } from "vitest";
import type { Proof } from "../../command/prove/proof.ts";
import { Folders, type Tree } from "../support/layer-run.ts";
import { packageAt } from "./prove/fixture.ts";
import { Registry } from "./prove/registry.ts";

const program = resolve("command/outcrop.ts");
const folders = new Folders();
afterAll(() => folders.remove());

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function outcrop(cwd: string, parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...parameters], { cwd, env: { ...process.env, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((done) => child.once("close", (status) => done({ status, stdout, stderr })));
}

/** A folder with `fn`, `layer` and `event.json`. */
function place(task: Tree, layer: Tree, event: object = {}): string {
  const below = (folder: string, tree: Tree): Tree =>
    Object.fromEntries(Object.entries(tree).map(([path, content]) => [`${folder}/${path}`, content]));
  return folders.make({ ...below("fn", task), ...below("layer", layer), "event.json": event });
}

const given = ["--function", "fn", "--layer", "layer", "--event", "event.json", "--timeout", "60"];

async function proved(cwd: string, ...parameters: string[]): Promise<Proof> {
  const { stdout, stderr } = await outcrop(cwd, ["prove", ...given, "--json", ...parameters]);
  if (!stdout.startsWith("{")) throw new Error(stderr);
  return JSON.parse(stdout) as Proof;
}

/** A handler that asks a server outside whether to fail: its own environment is new for each replay. */
const counting = `exports.handler = async () => {
  const answer = await fetch(process.env.COUNTER);
  if ((await answer.text()) === "fail") throw new Error("it failed");
};`;

/** @param fails by the number of the call, from 1 */
async function failingAt(fails: (call: number) => boolean): Promise<{ env: string; stop(): Promise<void> }> {
  let calls = 0;
  const server = createServer((_, response) => void response.end(fails(++calls) ? "fail" : "pass"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    env: `COUNTER=http://127.0.0.1:${port}/`,
    stop: () => new Promise((done) => void server.close(() => done())),
  };
}

const outcomesOf = ({ repairs }: Proof) => repairs.map(({ outcome }) => outcome);

const rangeViolation = (): string =>
  place(
    {
      "package.json": { name: "orders", version: "1.5.0", dependencies: { schema: "^4.1.0" } },
      "index.js": `const z = require("schema");
exports.handler = async (order) => ({ at: z.iso(order.at) });`,
      ...packageAt("node_modules", "schema", "3.24.4"),
    },
    {
      ...packageAt("nodejs/node_modules", "schema", "4.1.0"),
      "nodejs/node_modules/schema/index.js": "exports.iso = (text) => new Date(text).toISOString();",
    },
    { at: "2026-03-14T03:12:04Z" },
  );

const registrySource = `const table = new Map();
exports.register = (name, work) => table.set(name, work);
exports.run = (name, order) => {
  if (!table.has(name)) throw new Error("nothing is known as " + name);
  return table.get(name)(order);
};`;

const duplicateInstance = (): string =>
  place(
    {
      "package.json": { name: "orders", dependencies: { carriers: "^1.0.0", registry: "^2.0.0" } },
      "index.js": `const registry = require("registry");
require("carriers");
exports.handler = async (order) => registry.run("parcel", order);`,
      ...packageAt("node_modules", "registry", "2.3.1"),
      "node_modules/registry/index.js": registrySource,
    },
    {
      ...packageAt("nodejs/node_modules", "carriers", "1.2.0", { peerDependencies: { registry: "^2.0.0" } }),
      "nodejs/node_modules/carriers/index.js":
        'require("registry").register("parcel", ({ id }) => id.length);',
      ...packageAt("nodejs/node_modules", "registry", "2.2.0"),
      "nodejs/node_modules/registry/index.js": registrySource,
    },
    { id: "A-17" },
  );

const unresolvedModule = (): string =>
  place(
    {
      "package.json": { name: "orders", dependencies: { money: "^1.0.0" } },
      "index.js": `const money = require("money");
exports.handler = async ({ total }) => money.format(total);`,
    },
    {
      ...packageAt("node_modules", "money", "1.4.0"),
      "node_modules/money/index.js": "exports.format = (total) => total.toFixed(2);",
    },
    { total: 12.5 },
  );

describe("outcrop prove", () => {
  it("proves a range violation, and leaves the folders as they are", async () => {
    const cwd = rangeViolation();
    const { status, stdout, stderr } = await outcrop(cwd, ["prove", ...given]);
    expect(stderr).toBe("");
    const [winner, loser] = ["/var/task/node_modules/schema", "/opt/nodejs/node_modules/schema"];
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(
      `Proved: the error goes when schema@4.1.0 (${loser}) takes the place of schema@3.24.4 (${winner}); ` +
        "or when ",
    );
    expect(stdout).toMatch(
      /error {6}TypeError: z\.iso is not a function\n {11}at .*\/var\/task\/index\.js:2:/,
    );
    expect(stdout).toMatch(/error goes {5}[\d.]+ s +1\. schema@4\.1\.0/);
    expect(stdout).toContain("rm -r fn/node_modules/schema\n");
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, "fn/node_modules/schema/package.json"), "utf8")).toContain("3.24.4");
    expect(readdirSync(cwd).sort()).toEqual(["event.json", "fn", "layer"]);
  });

  it("proves a duplicate: either copy for everyone ends the error", async () => {
    const proof = await proved(duplicateInstance());
    expect(proof).toMatchObject({
      verdict: "proved",
      error: { name: "Error", message: "nothing is known as parcel" },
      controls: [{ outcome: "fails" }, { outcome: "fails" }],
    });
    const duplicate = proof.repairs.filter(({ findings }) =>
      findings.some(({ code }) => code === "duplicate-instance"),
    );
    expect(duplicate.map(({ edits, outcome }) => [edits[0]?.kind, outcome])).toEqual([
      ["link", "succeeds"],
      ["remove", "succeeds"],
    ]);
    expect(outcomesOf(proof)).toContain("same-error");
  });

  it("proves a module in a folder of the layer where Node does not look", async () => {
    const proof = await proved(unresolvedModule());
    expect(proof.sentence).toBe(
      "Proved: the error goes when /opt/node_modules/money is at /opt/nodejs/node_modules/money, where " +
        "Node looks.",
    );
    expect(proof.repairs[0]?.byHand).toEqual([
      "mkdir -p layer/nodejs/node_modules",
      "cp -a layer/node_modules/money layer/nodejs/node_modules/money",
    ]);
  });

  it.each([
    ["a range violation", rangeViolation],
    ["a duplicate", duplicateInstance],
    ["an unresolved module", unresolvedModule],
  ])("prints commands that end the error, for %s", async (_, made) => {
    const { repairs } = await proved(made());
    const ways = repairs.filter(({ outcome }) => outcome === "succeeds");
    expect(ways.length).toBeGreaterThan(0);
    for (const { byHand } of ways) {
      const cwd = made();
      expect((await outcrop(cwd, ["run", ...given])).status).toBe(1);
      for (const command of byHand) execSync(command, { cwd });
      expect((await outcrop(cwd, ["run", ...given])).status).toBe(0);
    }
  });

  it("writes JSON as the schema says, and hands it to the report, which is certain then", async () => {
    const cwd = duplicateInstance();
    const layer = resolve("dist/outcrop-layer.zip");
    const wrapper = "AWS_LAMBDA_EXEC_WRAPPER=/opt/outcrop-wrapper";
    const logs = await outcrop(cwd, ["run", ...given, "--layer", layer, "--env", wrapper, "--json"]);
    writeFileSync(join(cwd, "logs.json"), logs.stdout);
    const proof = await outcrop(cwd, ["prove", ...given, "--incident", "logs.json", "--json"]);
    writeFileSync(join(cwd, "proof.json"), proof.stdout);
    const validate = new Ajv2019({ strict: false }).compile(
      JSON.parse(readFileSync("docs/prove.schema.json", "utf8")) as object,
    );
    validate(JSON.parse(proof.stdout));
    expect(validate.errors).toBeNull();
    const report = async (...more: string[]) => {
      const { stdout } = await outcrop(cwd, ["incident", "logs.json", "--format", "json", ...more]);
      return (JSON.parse(stdout) as { answer: { confidence: string } }).answer.confidence;
    };
    expect(await report()).toBe("medium");
    expect(await report("--proof", "proof.json")).toBe("certain");
  });

  it("gets the range's version from the registry, unless it is offline", async () => {
    const cwd = rangeViolation();
    const registry = await Registry.start([
      { "package.json": { name: "schema", version: "4.2.0" }, "index.js": "exports.iso = String;" },
    ]);
    const env = { npm_config_registry: registry.url };
    const parameters = ["prove", "--function", "fn", "--event", "event.json", "--timeout", "60"];
    const online = await outcrop(cwd, parameters, env);
    const offline = await outcrop(cwd, [...parameters, "--offline"], env);
    await registry.stop();
    expect(online.stdout).toContain("npm install --prefix fn schema@^4.1.0");
    expect(online.status).toBe(0);
    expect(offline.stdout.replaceAll(/\s+/g, " ")).toContain(
      "Not proved: no repair could be applied. Schema@^4.1.0 would come from the registry, and --offline " +
        "is set.",
    );
    expect(offline.status).toBe(1);
  });

  it("proves nothing where the event does not fail", async () => {
    const proof = await proved(place({ "index.js": "exports.handler = async () => 1;" }, { "a.txt": "" }));
    expect(proof).toMatchObject({ verdict: "not-proved", because: "no-failure", error: null });
  });

  it("proves nothing where the failure is flaky", async () => {
    const { env, stop } = await failingAt((call) => call === 1);
    const task = { "index.js": counting };
    const proof = await proved(place(task, { "a.txt": "" }), "--env", env);
    await stop();
    expect(proof).toMatchObject({ because: "flaky", verdict: "not-proved", error: { message: "it failed" } });
    expect(proof.controls.map(({ outcome }) => outcome)).toEqual(["fails", "succeeds"]);
  });

  it("does not believe a repair that ends the error only once", async () => {
    // Two controls, what collides, the first replay of the repair, the second.
    const { env, stop } = await failingAt((call) => call !== 4);
    const task = {
      "index.js": `require("money");\n${counting}`,
      ...packageAt("node_modules", "money", "1.0.0"),
    };
    const cwd = place(task, packageAt("nodejs/node_modules", "money", "2.0.0"));
    const proof = await proved(cwd, "--env", env);
    await stop();
    expect(proof.repairs[0]).toMatchObject({
      outcome: "unstable",
      detail: "Error: it failed in the second replay",
    });
    expect(proof).toMatchObject({ verdict: "not-proved", because: "no-repair-helps" });
  });

  it("takes a timeout as the failure", async () => {
    const hanging = "exports.handler = () => new Promise(() => setInterval(() => {}, 1000));";
    const proof = await proved(place({ "index.js": hanging }, { "a.txt": "" }), "--timeout", "1");
    expect(proof).toMatchObject({ error: { name: "timeout" }, controls: [{ outcome: "times-out" }, {}] });
  });

  it("proves nothing where a repair only brings another error, or none is known", async () => {
    const cwd = rangeViolation();
    writeFileSync(join(cwd, "layer/nodejs/node_modules/schema/index.js"), `throw new RangeError("broken");`);
    const proof = await proved(cwd);
    expect(proof).toMatchObject({ verdict: "not-proved", because: "no-repair-helps" });
    expect(proof.repairs[0]).toMatchObject({
      outcome: "another-error",
      detail: expect.stringContaining("broken"),
    });
    const own = place(
      { "index.js": `exports.handler = async () => { throw new Error("own"); };` },
      { "a.txt": "" },
    );
    expect(await proved(own)).toMatchObject({ because: "no-candidate", error: { message: "own" } });
  });

  it("says what it did not try, and what was asked for", async () => {
    const proof = await proved(rangeViolation(), "--finding", "shadowed-package:schema");
    expect(new Set(proof.repairs.flatMap(({ findings }) => findings.map(({ code }) => code)))).toEqual(
      new Set(["shadowed-package"]),
    );
  });

  it("refuses a finding that is not there, with exit code 2", async () => {
    const { status, stdout, stderr } = await outcrop(rangeViolation(), [
      "prove",
      ...given,
      "--finding",
      "torn-family:zod",
    ]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("outcrop: --finding: torn-family:zod was not found here. The findings are: ");
  });
});
