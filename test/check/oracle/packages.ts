/** Real packages, each in a function of its own that shares one /var/task with the others. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { installRuntime } from "../../silence/install.ts";
import type { OracleFunction } from "./observe.ts";

const sources = join(import.meta.dirname, "packages");

/** Name -> the code before its handler. */
const uses: Readonly<Record<string, string>> = {
  auth0: `const { AuthenticationClient } = require("auth0"); exports.made = typeof AuthenticationClient;`,
  bullmq: `const { Queue } = require("bullmq"); exports.made = typeof Queue;`,
  cowsay: `exports.made = require("cowsay").say({ text: "moo" });`,
  ejs: `exports.made = require("ejs").render("<%= 1 %>");`,
  "env-var": `exports.made = require("env-var").get("HOME").asString();`,
  "es-get-iterator": `exports.made = require("es-get-iterator")([1]).next();`,
  "fast-glob": `exports.made = require("fast-glob").sync("*.js", { cwd: __dirname });`,
  hbs: `exports.made = require("hbs").handlebars.compile("{{a}}")({ a: 1 });`,
  "hot-shots": `const StatsD = require("hot-shots"); exports.made = new StatsD({ mock: true }).increment("a");`,
  jimp: `const { Jimp } = require("jimp"); exports.made = new Jimp({ width: 1, height: 1 }).bitmap.width;`,
  koa: `const Koa = require("koa"); exports.made = new Koa().use(async () => {}).callback();`,
  mailgun: `const mailgun = require("mailgun.js"); exports.made = typeof mailgun;`,
  mariadb: `exports.made = require("mariadb").createPool({ host: "localhost", connectionLimit: 1 }).end();`,
  memcached: `const Memcached = require("memcached"); exports.made = new Memcached("localhost:1").end();`,
  mysql: `exports.made = require("mysql").createPool({ host: "localhost" }).end();`,
  passport: `exports.made = require("passport").initialize();`,
  pdfkit: `const PDF = require("pdfkit"); const made = new PDF(); made.text("a"); made.end();`,
  pug: `exports.made = require("pug").compile("p a")({});`,
  "react-dom": `const { renderToString } = require("react-dom/server"); const { createElement } = require("react");
exports.made = renderToString(createElement("p", null, "a"));`,
  redis: `exports.made = require("redis").createClient();`,
  rxjs: `const { of } = require("rxjs"); const { map } = require("rxjs/operators"); of(1).pipe(map(String)).subscribe();`,
  saslprep: `exports.made = require("saslprep")("a");`,
  semver: `exports.made = require("semver").satisfies("1.2.3", "^1"); require("semver/functions/valid");`,
  sentry: `const Sentry = require("@sentry/node"); Sentry.init({ dsn: "" });`,
  sequelize: `const { DataTypes } = require("sequelize"); exports.made = DataTypes.STRING;`,
  "socket.io": `const { Server } = require("socket.io"); exports.made = new Server();`,
  "uglify-js": `exports.made = require("uglify-js").minify("var a = 1 + 1").code;`,
  vue: `const { createSSRApp } = require("vue"); exports.made = createSSRApp({ render: () => null });
exports.page = require("vue/server-renderer").renderToString(exports.made);`,
  when: `exports.made = require("when").resolve(1).then(Number);`,
};

/** Those that are ES modules only. */
const esmUses: Readonly<Record<string, string>> = {
  pixelmatch: `import pixelmatch from "pixelmatch"; export const made = typeof pixelmatch;`,
  remark: `import { remark } from "remark"; export const made = String(await remark().process("# a"));`,
  shiki: `import { codeToHtml } from "shiki"; export const made = await codeToHtml("a", { lang: "js", theme: "nord" });`,
};

const names = [...Object.keys(uses), ...Object.keys(esmUses)].sort();

/** Of all packages, in one process. */
export async function allPackages(): Promise<OracleFunction> {
  const [first] = await packageFunctions();
  if (first === undefined) throw new Error("there is no package");
  return { ...first, name: "packages", handler: "use-all.handler" };
}

/** @throws Error with npm's complaint */
export async function packageFunctions(): Promise<readonly OracleFunction[]> {
  const task = await installed();
  const runtime = await installRuntime();
  return names.map((name) => ({
    name: `package ${name}`,
    task,
    layers: [],
    runtime,
    handler: `${fileOf(name)}.handler`,
    variables: {},
    events: [{}],
  }));
}

/** A dot would end the file's name in a handler. */
function fileOf(name: string): string {
  return `use-${name.replaceAll(".", "-")}`;
}

async function installed(): Promise<string> {
  const hash = createHash("sha256").update(readFileSync(import.meta.filename));
  const state = hash
    .update(readFileSync(`${sources}/package-lock.json`))
    .digest("hex")
    .slice(0, 8);
  const folder = resolve(`dist/oracle/packages-${state}`);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  try {
    cpSync(sources, aside, { recursive: true });
    const options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    await promisify(execFile)("npm", options, { cwd: aside });
    write(aside);
    if (!existsSync(folder)) renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

function write(folder: string): void {
  for (const [name, code] of Object.entries(uses))
    writeFileSync(`${folder}/${fileOf(name)}.js`, `${code}\nexports.handler = async () => 1;\n`);
  for (const [name, code] of Object.entries(esmUses))
    writeFileSync(`${folder}/${fileOf(name)}.mjs`, `${code}\nexport const handler = async () => 1;\n`);
  const all = names.map((name) => `import "./${fileOf(name)}.${name in uses ? "js" : "mjs"}";`);
  writeFileSync(
    `${folder}/use-all.mjs`,
    `${all.join("\n")}\nexport const handler = async () => ${all.length};\n`,
  );
}
