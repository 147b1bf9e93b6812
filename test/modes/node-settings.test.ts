/**
 * What the customer sets on Node and on the environment: options, NODE_PATH, log format, wrappers, rights.
 */
import { expect } from "vitest";
import { executableLayer } from "../support/function-arms.ts";
import { packageFiles, type Tree } from "../support/layer-run.ts";
import { bothArms, expectEverything, folder, type Line, modeTest, plain } from "./both-arms.ts";

/** Prints what it sees of itself, and how a failed resolution and an error of its own look. */
const telling: Tree = {
  ...plain,
  "index.js": `const one = require('one');
    exports.handler = async ({ lazy, throws }) => {
      console.log('handled', process.env.NODE_OPTIONS,
        process.execArgv.filter((part, at, all) => !(part + all[at + 1]).includes('/opt/outcrop/')
        && !part.startsWith('/opt/outcrop/')).join(' '));
      let code; try { require('nowhere') } catch (error) { code = error.code }
      if (throws) throw new TypeError('its own');
      return [one, lazy && require('lazy'), code];
    };`,
};

const events = [{}, { lazy: true }, { throws: true }, {}];
const withOptions = (NODE_OPTIONS: string, tree: Tree = telling) =>
  bothArms({ task: folder(tree), env: { NODE_OPTIONS } }, events);

modeTest("NODE_PATH of the customer", async () => {
  const layers = [folder(packageFiles("own/modules", "elsewhere"))];
  const task = folder({ ...telling, "index.js": `require('elsewhere'); ${telling["index.js"]}` });
  expectEverything(await bothArms({ task, layers, env: { NODE_PATH: "/opt/own/modules" } }, events), [
    "one",
    "lazy",
    "elsewhere",
  ]);
});

for (const [flag, file, text] of [
  ["--require", "before.cjs", "console.log('before')"],
  [
    "--import",
    "before.mjs",
    "import { register } from 'node:module'; console.log('before', typeof register)",
  ],
  [
    "--experimental-loader",
    "loader.mjs",
    "export const resolve = (specifier, context, next) => next(specifier, context);",
  ],
] as const) {
  modeTest(`NODE_OPTIONS=${flag}`, async () => {
    expectEverything(await withOptions(`${flag}=/var/task/${file}`, { ...telling, [file]: text }), [
      "one",
      "lazy",
    ]);
  });
}

modeTest("NODE_OPTIONS=--permission, all paths readable, /tmp writable", async () => {
  expectEverything(
    await withOptions("--permission --allow-fs-read=* --allow-fs-write=/tmp/* --allow-addons --allow-worker"),
    ["one", "lazy"],
  );
});

modeTest("NODE_OPTIONS=--permission, only code readable, nothing writable", async () => {
  const allowed = ["/var/task/", "/var/runtime/", "/var/lang/"]
    .map((path) => `--allow-fs-read=${path}*`)
    .join(" ");
  const { of } = await withOptions(`--permission ${allowed} --allow-addons`);
  expect(of("environment")).toHaveLength(1);
  expect(of("invocation")).toHaveLength(events.length);
});

for (const flag of [
  "--disallow-code-generation-from-strings",
  "--experimental-strip-types",
  "--enable-source-maps",
] as const) {
  modeTest(`NODE_OPTIONS=${flag}`, async () => expectEverything(await withOptions(flag), ["one", "lazy"]));
}
// Lambda's runtime client itself does not start on frozen intrinsics.
modeTest("NODE_OPTIONS=--frozen-intrinsics", async () => {
  const { bare, layered, of } = await withOptions("--frozen-intrinsics");
  expect(layered.inits.map(({ error }) => error?.errorType)).toEqual(
    bare.inits.map(({ error }) => error?.errorType),
  );
  expect(bare.init.ok).toBe(false);
  expect(of("diagnostic")).toEqual([]);
});
modeTest("NODE_OPTIONS=--max-old-space-size", async () =>
  expectEverything(await withOptions("--max-old-space-size=90"), ["one", "lazy"]),
);

modeTest("read-only everything but /tmp", async () => {
  const handler = `const { writeFileSync } = require('node:fs'); require('one');
    exports.handler = async () => ['/', '/opt', '/var/task', '/var/runtime', '/var/lang',
      '/tmp'].map((root) => {
      try { writeFileSync(root + '/probe', ''); return 'written' } catch (error) { return error.code }
    });`;
  const told = await bothArms({ task: folder({ ...plain, "index.js": handler }) }, [{}]);
  expect(told.layered.responses[0]?.payload).toEqual([
    ...Array.from({ length: 5 }, () => "EROFS"),
    "written",
  ]);
  expectEverything(told);
});

modeTest("an unprivileged user", async () => {
  const handler = `require('one'); exports.handler = async () => [process.getuid(),
    /CapEff:\\s*(\\S+)/.exec(require('node:fs').readFileSync('/proc/self/status', 'utf8'))[1]];`;
  const told = await bothArms({ task: folder({ ...plain, "index.js": handler }), uid: 993 }, [{}, {}]);
  expect(told.layered.responses[0]?.payload).toEqual([993, "0000000000000000"]);
  expectEverything(told);
});

modeTest("a wrapper after ours", async () => {
  const other = executableLayer(
    "other-wrapper",
    '#!/bin/sh\nnode=$1\nshift\nexport OTHER=1\nexec "$node" --trace-uncaught "$@"\n',
  );
  const wrapper = {
    AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper",
    OUTCROP_EXEC_WRAPPER: "/opt/other-wrapper",
  };
  const told = await bothArms({ task: folder(telling), layers: [other] }, events, wrapper);
  expectEverything(told, ["one", "lazy"]);
  expect(told.of("environment")[0]).toMatchObject({ wrappers: "/opt/outcrop-wrapper /opt/other-wrapper" });
});

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
const expectLevels = (lines: readonly Line[]): void => {
  for (const { outcrop, level, timestamp } of lines) {
    // A short line leaves both out.
    if (outcrop === "invocation" && level === undefined && timestamp === undefined) continue;
    expect(levels).toContain(level);
    expect(new Date(String(timestamp)).toISOString()).toBe(timestamp);
  }
};

modeTest("text log format", async () => {
  const told = await bothArms({ task: folder(telling), logFormat: "Text" }, events);
  expectLevels(told.lines);
  expectEverything(told, ["one", "lazy"]);
});

modeTest("JSON log format at level WARN", async () => {
  const told = await bothArms({ task: folder(telling), logFormat: "JSON", logLevel: "WARN" }, events);
  expectLevels(told.lines);
  expectEverything(told, ["one", "lazy"]);
  const kept = told.lines
    .filter(({ level }) => levels.indexOf(String(level)) >= levels.indexOf("WARN"))
    .map((line) => line["outcrop"]);
  expect(kept).toContain("failure");
});
