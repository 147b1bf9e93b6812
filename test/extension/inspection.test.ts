/** Native files no one loads, in a local Lambda with the built layer. */
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inspectionIn } from "../../extension/inspection.ts";
import { runFunction } from "../../sandbox/index.ts";
import { elf } from "../core/support/elf.ts";
import { Folders, linesOf, ofType, withLayer } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const foreign = process.arch === "x64" ? { name: "arm64", machine: 183 } : { name: "x64", machine: 62 };

test("are reported after the first invocation, once, and the function knows nothing of it", async () => {
  const task = folders.make({
    "index.js": "require('lazy'); exports.handler = async () => 'ok'",
    "node_modules/lazy/package.json": {
      name: "lazy",
      version: "1.2.3",
      dependencies: { "node-gyp-build": "^4.8.0" },
    },
    "node_modules/lazy/index.js": "exports.later = () => require('./prebuilds')",
    [`node_modules/lazy/prebuilds/linux-${process.arch}/lazy.node`]: Buffer.from(
      elf({ machine: foreign.machine }),
    ),
    [`node_modules/lazy/prebuilds/linux-${foreign.name}/lazy.node`]: Buffer.from(
      elf({ machine: foreign.machine }),
    ),
  });
  const layer = folders.make({
    "bin/tool": Buffer.from(elf({ machine: foreign.machine, type: 2 })),
    "bin/script": "#!/bin/sh\n",
  });
  chmodSync(join(layer, "bin/tool"), 0o755);
  const { logs, responses } = await runFunction({
    ...withLayer({ task, layers: [layer] }),
    events: [{}, {}],
  });
  expect(responses.map(({ ok }) => ok)).toEqual([true, true]);
  const lines = linesOf(logs.extensions["outcrop"]);
  const told = ofType(lines, "finding").map(({ code, package: name, message }) => [
    code,
    name,
    String(message)
      .replace(/ .*/s, "")
      .replace(/^.*\/(?=var|opt)/, "/"),
  ]);
  expect(told).toEqual([
    ["wrong-architecture", "lazy", `/var/task/node_modules/lazy/prebuilds/linux-${process.arch}/lazy.node`],
    ["wrong-architecture", "(layer)", "/opt/bin/tool"],
  ]);
  const firstEnd = lines.findIndex(({ outcrop }) => outcrop === "invocation");
  expect(lines.findLastIndex(({ outcrop }) => outcrop === "finding")).toBeLessThan(firstEnd);
});

test("what it is asked is answered from the process", () => {
  process.env["OUTCROP_TEST_VARIABLE"] = "";
  const inspection = inspectionIn({ cpuMs: 5 });
  expect([inspection.variable("PATH"), inspection.variable("OUTCROP_TEST_VARIABLE")]).toEqual([
    process.env["PATH"],
    null,
  ]);
  expect(inspection.cpuMs()).toBe(5);
});
