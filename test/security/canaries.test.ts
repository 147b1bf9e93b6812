/**
 * Secrets are put into everything a function has and everything it is given, in functions that succeed and
 * fail in each way; then every byte that the extension wrote is searched for them. `allowed` says which of
 * them may leave, and in which keys.
 */
import { afterAll, describe, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { type EmittedLine, Folders, linesOf, type Tree, withLayer } from "../support/layer-run.ts";
import { canary, formsOf, found } from "./canary.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const joined = (...parts: string[]): string => parts.join("");

const secrets = {
  variable: canary("an environment variable"),
  awsSecret: canary("AWS_SECRET_ACCESS_KEY"),
  awsToken: canary("AWS_SESSION_TOKEN"),
  awsId: canary("AWS_ACCESS_KEY_ID"),
  event: canary("the event"),
  eventKey: canary("a key of the event"),
  response: canary("the response"),
  output: canary("the function's own output"),
  argv: canary("the command line of a child"),
  message: canary("an error's message"),
  loaderMessage: canary("a message with the loader's code"),
  frameMessage: canary("a message that looks like a frame"),
  oldMessage: canary("a message that was replaced and is in the stack"),
  errorName: canary("an error's name"),
  errorCode: canary("an error's code"),
  errorField: canary("an error's other members"),
  cause: canary("an error's cause"),
  dataSource: canary("a data URL's source"),
  dataFrame: canary("a data URL on the stack"),
  userinfo: canary("a URL's user information"),
  query: canary("a URL's query"),
  relativeQuery: canary("a relative specifier's query"),
  token: canary("a token in a specifier"),
  script: canary("package.json, scripts"),
  config: canary("package.json, config"),
  authToken: canary("package.json, _authToken"),
  description: canary("package.json, description"),
  rangeUser: canary("package.json, a range's user information"),
  broken: canary("a package.json that is not JSON"),
  npmrc: canary(".npmrc"),
  source: canary("source text"),
  dotenv: canary(".env"),
  json: canary("a JSON module that cannot be parsed"),
  native: canary("a native file's content"),
  setting: canary("the value of an invalid setting"),
  acceptExtra: canary("outcrop.json, an invalid member"),
  // These leave: they are paths, names, and what the owner wrote to be shown.
  fileName: canary("a file's name"),
  bareName: canary("a package's name in a specifier"),
  reason: canary("outcrop.json, a reason"),
  method: canary("a method's name"),
} as const;

const s = Object.fromEntries(Object.entries(secrets).map(([name, { secret }]) => [name, secret])) as Record<
  keyof typeof secrets,
  string
>;

/** Canary -> the keys it may be in. */
const allowed: Partial<Record<keyof typeof secrets, readonly string[]>> = {
  fileName: [
    "path",
    "module",
    "importer",
    "last_loads",
    "frames",
    "specifier",
    "evidence",
    "explanation",
    "error_message",
  ],
  bareName: [
    "package",
    "evidence",
    "message",
    "explanation",
    "findings",
    "error_message",
    "fix",
    "specifier",
  ],
  reason: ["accepted"],
  method: ["frames"],
};

const task: Tree = {
  "package.json": {
    name: "orders",
    version: "1.0.0",
    description: s.description,
    scripts: { build: `deploy --key ${s.script}` },
    config: { key: s.config },
    _authToken: s.authToken,
    dependencies: { shared: `git+https://bot:${s.rangeUser}@example.com/shared.git#semver:^2.0.0` },
  },
  ".npmrc": `//registry.example.com/:_authToken=${s.npmrc}`,
  ".env": `SECRET=${s.dotenv}`,
  "outcrop.json": {
    accept: [{ code: "shadowed-package", package: "shared", reason: s.reason, note: s.acceptExtra }],
  },
  [`${s.fileName}.js`]: "exports.named = 1",
  "broken.json": `{"key": ${s.json}`,
  "relative.mjs": "export const a = 1",
  "bad.node": `\x7fELF${s.native}`,
  "node_modules/shared/package.json": { name: "shared", version: "1.0.0", description: s.description },
  "node_modules/shared/index.js": `exports.key = "${s.source}"`,
  "node_modules/broken/package.json": `{"name": "broken", "key": ${s.broken}`,
  "node_modules/broken/index.js": "",
  "index.js": `
    // ${s.source}
    const attempts = [
      () => require('shared'), () => require('./${s.fileName}.js'), () => require('./broken.json'),
      () => require('./bad.node'),
      () => require('broken'), () => require('@absent/${s.bareName.toLowerCase()}'),
      () => require('data:text/javascript,exports.key = "${s.dataSource}"'),
      () => require('https://user:${s.userinfo}@example.com/a.js?key=${s.query}'),
      () => require('./absent.js?key=${s.relativeQuery}'),
      () => require('absent-package/${joined("gh", "p_")}${s.token}'),
    ];
    for (const attempt of attempts) try { attempt() } catch {}
    console.log('${s.output}');
    if (process.env.FAIL_INIT === 'throw') throw new Error('${s.message}');
    if (process.env.FAIL_INIT === 'loader')
      require('https://user:${s.userinfo}@example.com/a.js?key=${s.query}');
    if (process.env.FAIL_INIT === 'data')
      require('data:text/javascript,"${s.dataSource}"\\nlet b = "${s.dataSource}"');
    if (process.env.FAIL_INIT === 'native') require('./bad.node');
    if (process.env.FAIL_INIT === 'broken') require('./node_modules/broken');
    if (process.env.FAIL_INIT === 'exit') process.exit(3);
    const fail = {
      message: () => { throw new Error('${s.message}') },
      loader: () => { throw Object.assign(new Error('${s.loaderMessage}'), { code: 'MODULE_NOT_FOUND' }) },
      frame: () => { throw new Error('failed\\n    at ${s.frameMessage}\\n    at order ${s.frameMessage}') },
      old: () => {
        const e = new Error('failed\\n    at step ${s.oldMessage}'); e.stack; e.message = 'failed';
        throw e },
      fields: () => {
        throw Object.assign(new Error('failed', { cause: new Error('${s.cause}') }), {
          name: 'No user ${s.errorName}', code: 'for ${s.errorCode}', detail: '${s.errorField}' }) },
      data: () =>
        import('data:text/javascript,const key = "${s.dataFrame}"; (() => { throw new Error("x") })()'),
      base64: () =>
        import('data:text/javascript;base64,' +
          Buffer.from('const key = "${s.dataFrame}"; throw new Error("x")').toString('base64')),
      remote: () => import('https://user:${s.userinfo}@example.com/a.mjs?key=${s.query}'),
      query: () => import('./absent.mjs?key=${s.relativeQuery}'),
      native: () => require('./bad.node'),
      json: () => require('./broken.json'),
      method: () => ({ ${s.method}() { throw new Error('failed') } }).${s.method}(),
      uncaught: () => new Promise(() => setTimeout(() => { throw new Error('${s.message}') })),
    };
    exports.handler = async ({ how, key }) => {
      await import('./relative.mjs?key=${s.relativeQuery}');
      require('node:child_process').spawnSync('/bin/sh', ['-c', 'exit 127', '--token=${s.argv}']);
      if (how) await fail[how]();
      return { key, answer: '${s.response}' };
    };`,
};
const layer: Tree = {
  "nodejs/node_modules/shared/package.json": { name: "shared", version: "2.0.0", description: s.description },
  "nodejs/node_modules/shared/index.js": `exports.key = "${s.source}"`,
};

const env = {
  DATABASE_PASSWORD: s.variable,
  AWS_SECRET_ACCESS_KEY: s.awsSecret,
  AWS_SESSION_TOKEN: s.awsToken,
  AWS_ACCESS_KEY_ID: joined("AK", "IA", s.awsId.toUpperCase()),
};

const ways = [
  "",
  "message",
  "loader",
  "frame",
  "old",
  "fields",
  "data",
  "base64",
  "remote",
  "query",
  "native",
  "json",
  "method",
  "",
  "uncaught",
];

async function run(more: Record<string, string>): Promise<{ raw: string; lines: EmittedLine[] }> {
  const { logs } = await runFunction({
    ...withLayer({ task: folders.make(task), layers: [folders.make(layer)], env: { ...env, ...more } }),
    events: ways.map((how) => ({ how, key: s.event, [s.eventKey]: 1 })),
  });
  const raw = logs.extensions["outcrop"] ?? "";
  return { raw, lines: linesOf(raw) };
}

/** `where: key` of each canary that is where it may not be. */
function leaks(lines: readonly EmittedLine[]): string[] {
  return lines.flatMap((line) =>
    Object.entries(line).flatMap(([key, value]) => {
      const forbidden = Object.entries(secrets).filter(
        ([name]) => allowed[name as keyof typeof secrets]?.includes(key) !== true,
      );
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return found(
        forbidden.map(([, one]) => one),
        `${key} ${text}`,
      ).map((where) => `${where}: ${line.outcrop}.${key}`);
    }),
  );
}

/** Those that no key may hold, in the bytes as they were written. */
const never = Object.entries(secrets)
  .filter(([name]) => !(name in allowed))
  .map(([, one]) => one);

describe("no secret leaves", () => {
  const details = ["inventory", "packages", "findings", "modules"];
  const levels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
  it.each(levels.map((level, i) => [details[i % details.length] as string, level] as const))(
    "OUTCROP_DETAIL=%s, OUTCROP_LOG_LEVEL=%s",
    async (OUTCROP_DETAIL, OUTCROP_LOG_LEVEL) => {
      const { raw, lines } = await run({ OUTCROP_DETAIL, OUTCROP_LOG_LEVEL });
      expect(lines.filter(({ outcrop }) => outcrop === "failure").length).toBeGreaterThan(8);
      expect(lines.filter(({ outcrop }) => outcrop === "finding").length).toBeGreaterThan(3);
      expect(found(never, raw)).toEqual([]);
      expect([...new Set(leaks(lines))]).toEqual([]);
    },
  );

  it.each(["throw", "loader", "data", "native", "broken", "exit"])(
    "when init fails: %s",
    async (FAIL_INIT) => {
      const { raw, lines } = await run({
        FAIL_INIT,
        OUTCROP_DETAIL: "modules",
        OUTCROP_LOG_LEVEL: "trace",
        OUTCROP_EMIT: s.setting,
      });
      expect(lines.length).toBeGreaterThan(0);
      expect(found(never, raw)).toEqual([]);
      expect([...new Set(leaks(lines))]).toEqual([]);
    },
  );

  it("though what may leave does, so that the search is seen to find", async () => {
    const { raw } = await run({ OUTCROP_DETAIL: "modules" });
    const may = Object.keys(allowed).map((name) => secrets[name as keyof typeof secrets]);
    expect(found(may, raw).sort()).toEqual(may.map(({ where }) => where).sort());
  });
});

describe("the search", () => {
  it.each(formsOf(secrets.event).map((form) => [form]))("finds %s", (form) => {
    expect(found(Object.values(secrets), `{"key":"before${form}after"}`)).toEqual([secrets.event.where]);
  });

  it("finds base64 wherever the secret is in what was encoded", () => {
    for (let before = 0; before < 6; before++) {
      const base64 = Buffer.from(`${"b".repeat(before)}${s.event}after`).toString("base64");
      expect(found([secrets.event], base64)).toEqual([secrets.event.where]);
    }
  });
});
