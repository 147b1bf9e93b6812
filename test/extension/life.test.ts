import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { JournalRecord } from "../../core/journal/records.ts";
import { schemaProblems } from "../support/line-schema.ts";
import { lineOf } from "../support/written-failure.ts";
import { api, invoke, shutdown, start } from "./platform.ts";

describe("the extension's life", () => {
  it("is register, subscribe, next until SHUTDOWN, and then an exit with 0", async () => {
    await start();
    const extension = api.startExtension();
    api.send(invoke("a"));
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /2020-01-01/extension/register",
      "PUT /2022-07-01/telemetry",
      "GET /2020-01-01/extension/event/next",
      "GET /2020-01-01/extension/event/next",
    ]);
    expect(api.requests[0]?.headers["lambda-extension-name"]).toBe("outcrop");
    expect(JSON.parse(api.requests[0]?.body ?? "")).toEqual({ events: ["INVOKE", "SHUTDOWN"] });
    expect(extension.stderr).toBe("");
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "invocation", "shutdown"]);
    expect(extension.lines[1]).toMatchObject({
      request_id: "a",
      ended_by: "unobserved",
      OverheadMs: expect.any(Number),
    });
    // Nothing was observed, so it is not reported as healthy.
    expect(extension.lines[1]).not.toHaveProperty("Shadowing");
    expect(existsSync(join(api.sysroot, "tmp/.outcrop"))).toBe(false);
  });

  it("needs no node_modules: the bundle imports nothing but Node's own", async () => {
    const outputs = JSON.parse(readFileSync("dist/extension.meta.json", "utf8")) as Record<
      string,
      { imports: { path: string }[] }
    >;
    const imported = Object.values(outputs).flatMap(({ imports }) =>
      imports.map(({ path }) => path.replace(/^node:/, "")),
    );
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((path) => !builtinModules.includes(path))).toEqual(["./observer.cjs"]);
    await start();
    // Nowhere above this folder is a node_modules.
    for (const name of ["extension.cjs", "observer.cjs"])
      copyFileSync(`dist/layer/outcrop/${name}`, join(api.sysroot, name));
    const copy = join(api.sysroot, "extension.cjs");
    const extension = api.startExtension({ OUTCROP_DETAIL: "wrong" }, copy);
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    // A diagnostic loads pino, a line loads Powertools Logger: both came along.
    expect(extension.lines.map(({ outcrop }) => outcrop)).toEqual(["environment", "shutdown", "diagnostic"]);
  });

  it("asks again when an answer of `next` is lost or invalid", async () => {
    let failures = 0;
    await start((request, response) => {
      if (!request.path.endsWith("/next") || ++failures > 3) return false;
      if (failures === 1) response.destroy();
      else if (failures === 2) response.writeHead(500).end("{}");
      else response.end('{"eventType":"NEWS"}');
      return true;
    });
    const extension = api.startExtension();
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(api.requests.filter(({ path }) => path.endsWith("/next"))).toHaveLength(4);
  });

  it("is idle to the end, with one line, when the rest of it cannot be loaded", async () => {
    await start();
    const copy = join(api.sysroot, "extension.cjs");
    copyFileSync("dist/layer/outcrop/extension.cjs", copy);
    const extension = api.startExtension({}, copy);
    api.send(invoke("a"));
    api.send(invoke("b"));
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines.map(({ message }) => message)).toEqual(["idle after an internal error: Error"]);
    expect(extension.stderr).toBe("");
  });

  it("is silent and idle when it is disabled", async () => {
    await start();
    const extension = api.startExtension({ OUTCROP_DISABLED: "1" });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(api.requests.map(({ path }) => path.split("/").at(-1))).toEqual(["register", "next"]);
    expect([extension.stdout, extension.stderr]).toEqual(["", ""]);
  });

  it("is silent when it is disabled on a Node that is too old, too", async () => {
    await start();
    const preload = join(api.sysroot, "preload.cjs");
    writeFileSync(preload, 'delete require("node:module").registerHooks;');
    const extension = api.startExtension({ OUTCROP_DISABLED: "1", NODE_OPTIONS: `--require ${preload}` });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect([extension.stdout, extension.stderr]).toEqual(["", ""]);
  });

  it("is idle, with one line, when /tmp does not take the journal", async () => {
    await start();
    rmSync(join(api.sysroot, "tmp"), { recursive: true });
    const extension = api.startExtension({
      AWS_LAMBDA_FUNCTION_NAME: "orders",
      AWS_LAMBDA_FUNCTION_VERSION: "7",
    });
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.stdout.split("\n")).toHaveLength(2);
    expect(extension.lines).toMatchObject([
      {
        outcrop: "diagnostic",
        level: "WARN",
        message: "inactive, the journal cannot be made: ENOENT",
        function_name: "orders",
      },
    ]);
    expect(extension.lines.flatMap(schemaProblems)).toEqual([]);
  });

  it("leaves no journal without a reader when only a part of the files can be made", async () => {
    await start();
    const preload = join(api.sysroot, "preload.cjs");
    writeFileSync(
      preload,
      'require("node:fs").writeSync = () => { throw Object.assign(new Error(), { code: "ENOSPC" }); };',
    );
    const extension = api.startExtension({ NODE_OPTIONS: `--require ${preload}` });
    await api.received("/next");
    expect(readdirSync(join(api.sysroot, "tmp"))).toEqual([]);
    api.send(shutdown());
    expect(await extension.exit).toEqual({ code: 0, signal: null });
    expect(extension.lines).toMatchObject([
      { outcrop: "diagnostic", message: "inactive, the journal cannot be made: ENOSPC" },
    ]);
  });

  it("sets aside what earlier environments left behind when they were killed", async () => {
    await start();
    for (const name of [".outcrop", ".outcrop.previous"]) {
      mkdirSync(join(api.sysroot, "tmp", name));
      writeFileSync(join(api.sysroot, "tmp", name, "journal"), "left behind\n");
    }
    const extension = api.startExtension();
    api.send(invoke("a"));
    await api.received("/next", 2);
    expect(readdirSync(join(api.sysroot, "tmp"))).toEqual([".outcrop"]);
    expect(readFileSync(join(api.sysroot, "tmp/.outcrop/journal"), "utf8")).toBe("");
    api.send(shutdown());
    await extension.exit;
    expect(readdirSync(join(api.sysroot, "tmp"))).toEqual([]);
  });

  it("reports the native file that a process died in together with its extension", async () => {
    await start();
    const file = join(api.sysroot, "opt/nodejs/node_modules/deadly/deadly.node");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(20)]));
    mkdirSync(join(api.sysroot, "tmp/.outcrop"));
    const thread = {
      tag: "thread",
      thread: 0,
      pid: 1,
      node: process.version,
      platform: "linux",
      arch: process.arch,
      abi: "127",
      napi: "10",
    } as const;
    const left: JournalRecord[] = [
      { ...thread, nodePath: "", taskRoot: "", startedAfterMs: 1, startMs: 1 },
      { tag: "native-start", thread: 0, path: "/somewhere/sound.node" },
      { tag: "native-end", thread: 0, path: "/somewhere/sound.node", code: null, message: null },
      { tag: "native-start", thread: 0, path: file },
    ];
    writeFileSync(join(api.sysroot, "tmp/.outcrop/journal"), left.map(lineOf).join(""));
    const extension = api.startExtension();
    api.send(invoke("a"));
    api.send(shutdown());
    await extension.exit;
    const findings = extension.lines.filter(({ outcrop }) => outcrop === "finding");
    expect(findings).toMatchObject([{ code: "damaged-binary", package: "deadly", severity: "error" }]);
    expect(String(findings[0]?.["message"])).toContain("The process ended while loading it");
  });
});
