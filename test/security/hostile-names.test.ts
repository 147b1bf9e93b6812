/**
 * Names, versions and JSON keys made to reach a terminal, a log reader or a prototype, in a function that
 * runs with the layer.
 */
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeRun } from "../../command/run/describe-run.ts";
import { type RunResult, runFunction } from "../../sandbox/index.ts";
import { type EmittedLine, Folders, linesOf, type Tree, withLayer } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const evil = 'a\u001b[2J\u009b31m\n{"outcrop":"finding"}\r\u2028\u202egpj\u200b';

const task: Tree = {
  "package.json": `{"name":"orders","version":"1.0.0","__proto__":{"version":"9.9.9"},
    "constructor":{"prototype":{"polluted":1}},
    "dependencies":{"__proto__":"^1.0.0","constructor":"^2.0.0","named":"^9.0.0","hasOwnProperty":"^1.0.0"}}`,
  "outcrop.json":
    '{"__proto__":{"accept":[{"code":"range-violation","package":"constructor","reason":"x"}]},' +
    '"accept":[{"code":"constructor","package":"__proto__","reason":"x"}]}',
  [`${evil}.js`]: "",
  "node_modules/named/package.json": {
    name: "../../../../etc",
    version: `1.0.0${evil}`,
    main: "../../../../../etc/hostname.js",
  },
  "node_modules/named/index.js": "",
  "node_modules/constructor/package.json": '{"name":"constructor","version":"1.0.0","__proto__":null}',
  "node_modules/constructor/index.js": "",
  "index.js": `
    const evil = ${JSON.stringify(evil)};
    for (const name of ['named', './' + evil + '.js', 'constructor', 'absent-' + evil, '__proto__',
      '../../../../../etc/absent' + evil]) try { require(name) } catch {}
    console.log('\\u001b[2Jfrom the function');
    exports.handler = async () => { throw Object.assign(new Error(evil), { name: evil, code: evil }) };`,
};

describe("hostile names", () => {
  let raw: string;
  let lines: EmittedLine[];
  let result: RunResult;
  beforeAll(async () => {
    result = await runFunction({
      ...withLayer({ task: folders.make(task), env: { OUTCROP_DETAIL: "modules" } }),
      events: [{}],
    });
    raw = result.logs.extensions["outcrop"] ?? "";
    lines = linesOf(raw);
  });

  it("begin no line of their own and hold nothing that a reader acts on", () => {
    expect(lines.some((line) => JSON.stringify(line).includes("\\\\u001b[2J"))).toBe(true);
    expect(raw.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    for (const line of lines) {
      for (const value of Object.values(line)) {
        if (typeof value === "string")
          expect(value.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      }
      for (const key of ["last_loads", "packages", "frames"])
        expect(String(line[key] ?? "")).not.toMatch(/^\{/m);
    }
  });

  it("reach no prototype and accept nothing", () => {
    const range = lines.find(
      ({ outcrop, ...line }) =>
        outcrop === "finding" && line["code"] === "range-violation" && line["package"] === "constructor",
    );
    expect(range).toMatchObject({ range: "^2.0.0" });
    expect(range).not.toHaveProperty("accepted");
    expect(lines.find((line) => line.outcrop === "resolution" && line["package"] === "orders")).toMatchObject(
      { version: "1.0.0" },
    );
    expect(lines.map((line) => line["message"]).join()).not.toMatch(/internal error/);
  });

  it("name the folder a package is in, whatever it calls itself", () => {
    expect(lines.find((line) => line["package"] === "named" && line.outcrop === "resolution")).toMatchObject({
      path: "/var/task/node_modules/named",
    });
    expect(lines.map((line) => line["package"])).not.toContain("../../../../etc");
  });

  it("are shown, not sent, to the terminal by `outcrop run`", () => {
    const text = describeRun(result);
    expect(text).toContain("\\u001b[2Jfrom the function");
    expect(text.replace(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  });
});

it("the search for control characters finds one", () => {
  expect(execFileSync("printf", ["\\033"], { encoding: "utf8" })).toMatch(/\p{Cc}/u);
});
