/** `outcrop lock` as a person calls it. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import { readLock } from "../../core/lock/read-lock.ts";
import { CheckPlace } from "./check-place.ts";
import { inProcess } from "./in-process.ts";

let place: CheckPlace;
beforeEach(() => {
  place = new CheckPlace();
  return () => place.remove();
});

const at = (name: string): string => join(place.path, name);
const lockAt = (name = "outcrop.lock.json") => readLock(readFileSync(at(name), "utf8"));

const outcrop = (...parameters: readonly string[]) => inProcess(place.path, parameters);

describe("outcrop lock", () => {
  const layers = ["--layer", "layers/utils.zip", "--layer", "layers/tracing.zip"];

  it("writes what is in a function's layers, in their order", async () => {
    const { status, stdout, stderr } = await outcrop("lock", "--function", "dist/orders.zip", ...layers);
    expect([stderr, status]).toEqual(["", 0]);
    expect(stdout).toBe(`outcrop.lock.json: 1 function, 2 layers with 3 packages.
  - orders (nodejs24.x, x86_64): utils, tracing

Put it at the top of dist/orders.zip, as outcrop.lock.json, so that what runs
can be compared with it.
Commit the file. outcrop check --locked fails when a layer differs from it.
`);
    const { lock, problems } = lockAt();
    expect(problems).toEqual([]);
    const orders = { runtime: "nodejs24.x", arch: "x64", layers: ["utils", "tracing"] };
    expect(lock?.functions).toEqual(new Map([["orders", orders]]));
    expect(lock?.layers.get("utils")).toMatchObject({
      name: "utils",
      version: null,
      codeSha256: createHash("sha256")
        .update(readFileSync(at("layers/utils.zip")))
        .digest("base64"),
    });
    expect(
      [...(lock?.layers.get("utils")?.packages ?? [])].map(([folder, { version }]) => [folder, version]),
    ).toEqual([
      ["nodejs/node_modules/tracer", "1.0.0"],
      ["nodejs/node_modules/zod", "3.24.4"],
    ]);
  });

  it("writes the same bytes each time, and to stdout", async () => {
    const parameters = ["lock", "--function", "dist/orders.zip", ...layers];
    const { stdout } = await outcrop(...parameters, "--out", "-");
    await outcrop(...parameters);
    expect(readFileSync(at("outcrop.lock.json"), "utf8")).toBe(stdout);
  });

  it("says where the lock of a folder belongs", async () => {
    mkdirSync(at("build"));
    writeFileSync(at("build/index.js"), "exports.handler = async () => {};");
    const { stdout } = await outcrop("lock", "--function", "build/");
    expect(stdout.replaceAll("\n", " ")).toContain(
      "It belongs at the top of the function's code, so that what runs can be compared with it: --out " +
        "build/outcrop.lock.json writes it there.",
    );
    const there = await outcrop("lock", "--function", "build", "--out", "build/outcrop.lock.json");
    expect(there.stdout.replaceAll("\n", " ")).toContain(
      "It is at the top of the function's code, where it belongs",
    );
    expect(lockAt("build/outcrop.lock.json").lock?.functions.size).toBe(1);
  });

  it("reads a project's functions, and takes names and versions from ARNs", async () => {
    const arn = "arn:aws:lambda:eu-central-1:123456789012:layer:shop-utils:7";
    const properties = (code: string) => ({
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Architectures: ["arm64"],
      CodeUri: code,
      Layers: [{ Ref: "Tracing" }, arn],
    });
    const template = {
      Transform: "AWS::Serverless-2016-10-31",
      Resources: {
        Tracing: { Type: "AWS::Serverless::LayerVersion", Properties: { ContentUri: "layers/tracing.zip" } },
        Orders: { Type: "AWS::Serverless::Function", Properties: properties("dist/orders.zip") },
        Billing: { Type: "AWS::Serverless::Function", Properties: properties("dist/billing.zip") },
      },
    };
    writeFileSync(at("template.json"), JSON.stringify(template));
    const given = ["lock", "template.json", "--layer-at", `${arn}=layers/utils.zip`];
    const { status, stdout } = await outcrop(...given);
    expect(status).toBe(0);
    expect(stdout).toContain("2 functions, 2 layers with 3 packages");
    expect(stdout).toContain("Put it at the top of each function's code");
    const { lock } = lockAt();
    const locked = { runtime: "nodejs22.x", arch: "arm64", layers: ["Tracing", "shop-utils:7"] };
    expect(Object.fromEntries(lock?.functions ?? [])).toEqual({ Billing: locked, Orders: locked });
    expect(lock?.layers.get("shop-utils:7")?.arn).toBe(arn);

    const unread = await outcrop("lock", "template.json");
    expect(unread.status).toBe(3);
    expect(unread.stderr).toContain(`outcrop: The layer ${arn} was not judged`);
    expect(lockAt().lock?.functions.get("Orders")?.layers).toEqual(["Tracing", "shop-utils:7"]);
    expect([...(lockAt().lock?.layers.keys() ?? [])]).toEqual(["Tracing"]);
  });

  it("names what it cannot read, and writes nothing where that is all", async () => {
    writeFileSync(at("layers/broken.zip"), "no zip");
    const parameters = ["lock", "--function", "dist/orders.zip", "--layer", "layers/broken.zip"];
    const layer = await outcrop(...parameters);
    expect(layer.status).toBe(3);
    expect(layer.stderr).toMatch(/^outcrop: The layer broken\.zip was not judged: .*not a zip.*\n$/);
    expect(lockAt().lock?.functions.get("orders")?.layers).toEqual(["broken"]);

    writeFileSync(at("dist/bad.zip"), "no zip");
    const code = await outcrop("lock", "--function", "dist/bad.zip", "--out", "other.json");
    expect([code.status, existsSync(at("other.json"))]).toEqual([3, false]);
    expect(code.stderr).toMatch(/^outcrop: bad is not in the lock\. Its code cannot be read: /);
    expect(code.stderr).toContain("outcrop: no function could be read, so no lock was written\n");
  });

  it.each([
    [[], "what to lock is missing"],
    [["x", "--function", "y"], "lock takes one of these"],
    [["--function", "absent.zip"], "--function: absent.zip: there is no such file or folder"],
    [["--layer", "layers/utils.zip"], "--function ZIP|DIR is missing"],
    [["--function", "dist/orders.zip", "--out", ""], "--out needs the name of a file"],
  ])("is called wrongly: %j", async (parameters, message) => {
    const { status, stdout, stderr } = await outcrop("lock", ...parameters);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(message);
  });
});

describe("outcrop check --locked", () => {
  const layers = ["--layer", "layers/utils.zip", "--layer", "layers/tracing.zip"];
  const orders = ["--function", "dist/orders.zip"];
  const check = (...parameters: readonly string[]) =>
    outcrop("check", ...orders, "--allow-unjudged", ...parameters);
  const drift = async (...parameters: readonly string[]) =>
    JSON.parse((await check("--locked", "--format", "json", ...parameters)).stdout).functions[0].lock;

  /** The layer as another build of it. */
  function rebuilt(name: string, files: Readonly<Record<string, string>>): string {
    const bytes = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]);
    mkdirSync(at("new"), { recursive: true });
    writeFileSync(at(`new/${name}`), zipSync(Object.fromEntries(bytes)));
    return `new/${name}`;
  }

  it("passes what is as it was locked, and fails other layers", async () => {
    await outcrop("lock", ...orders, ...layers);
    expect(await drift(...layers)).toEqual({ file: "outcrop.lock.json", drift: [] });
    expect((await check("--locked", ...layers)).stdout).toContain(
      "Its layers are as in outcrop.lock.json.\n",
    );

    const tracing = rebuilt("tracing.zip", {
      "nodejs/node_modules/tracer/package.json": '{"name":"tracer","version":"2.1.0"}',
    });
    const { status, stdout } = await check("--locked", "--layer", "layers/utils.zip", "--layer", tracing);
    expect(status).toBe(1);
    expect(stdout).toContain(
      "It differs from its lock\n  - tracing has tracer@2.1.0; tracer@2.0.0 is locked\n" +
        "    (nodejs/node_modules/tracer).\n",
    );
    expect(stdout).toContain("1 function differs from the lock");
  });

  it("says in JSON what differs", async () => {
    await outcrop("lock", ...orders, ...layers);
    const other = ["--layer", "layers/tracing.zip", "--layer", "layers/utils.zip", "--arch", "arm64"];
    expect(
      (await drift(...other)).drift.map(({ kind, text }: Record<string, string>) => [kind, text]),
    ).toEqual([
      ["arch", "Its architecture is arm64; x86_64 is locked."],
      ["layer-order", "The layers are in another order: tracing, utils; utils, tracing is locked."],
    ]);
    expect(JSON.parse((await check("--format", "json")).stdout).functions[0].lock).toBeNull();
  });

  it("takes the lock in the code, and before it the one that --lock names", async () => {
    await outcrop("lock", ...orders, ...layers, "--out", "named.json");
    mkdirSync(at("build"));
    writeFileSync(at("build/index.js"), "exports.handler = async () => {};");
    await outcrop("lock", "--function", "build", "--out", "build/outcrop.lock.json");
    const ofFolder = async (...parameters: readonly string[]) =>
      JSON.parse((await outcrop("check", "--function", "build", "--format", "json", ...parameters)).stdout)
        .functions[0].lock;
    expect(await ofFolder("--locked")).toEqual({ file: "outcrop.lock.json in its code", drift: [] });
    const named = await ofFolder("--lock", "named.json");
    expect([named.file, named.drift.length]).toEqual(["named.json", 2]);
  });

  it("fails without a lock", async () => {
    const { status, stdout } = await check("--locked", ...layers);
    expect(status).toBe(1);
    expect(stdout).toContain("It has no lock; outcrop lock writes one.");
  });

  it.each([
    ["absent.json", null, "--lock: absent.json: there is no such file"],
    ["bad.json", "{", "--lock: bad.json is not JSON"],
    ["new.json", '{"outcrop":"lock","schema":2}', "--lock: new.json has the schema 2"],
  ])("is called wrongly with %s", async (name, text, message) => {
    if (text !== null) writeFileSync(at(name), text);
    const { status, stdout, stderr } = await check("--lock", name);
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain(message);
  });
});
