/**
 * A project as Yarn's Plug'n'Play leaves it: its packages stay in zip files, and `.pnp.cjs` teaches Node to
 * load from there. The packages are folders of the project's own, so that Yarn fetches nothing.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const yarns = ["3.8", "4.5", "4.9", "4.12", "4.18"] as const;
export type Yarn = (typeof yarns)[number];

const here = import.meta.dirname;
const lock = readFileSync(join(here, "yarn/package-lock.json"));
const home = resolve("dist", `plug-n-play-${createHash("sha256").update(lock).digest("hex").slice(0, 8)}`);

const manifest = (name: string, more: object): string => JSON.stringify({ name, version: "1.0.0", ...more });

const files: Readonly<Record<string, string>> = {
  "package.json": JSON.stringify({
    name: "function",
    private: true,
    dependencies: { outer: "file:./packages/outer", semver: "file:./packages/semver" },
  }),
  "yarn.lock": "",
  "packages/outer/package.json": manifest("outer", { dependencies: { inner: "file:../inner" } }),
  "packages/outer/index.js": `exports.inner = require("inner"); exports.file = __filename;
    exports.found = require.resolve("inner");
    exports.within = require.resolve("inner", { paths: [__dirname] });
    try { require("absent") } catch (error) { exports.absent = error.message }`,
  // Yarn's own resolver knows some conditions, Node's has others.
  "packages/inner/package.json": manifest("inner", {
    exports: { "module-sync": "./sync.mjs", import: "./import.mjs", require: "./require.js" },
  }),
  "packages/inner/sync.mjs": 'export default "sync"; export { default as "module.exports" };',
  "packages/inner/import.mjs": 'export default "import";',
  "packages/inner/require.js": 'module.exports = "require";',
  "inline.cjs": 'require("./.pnp.cjs").setup(); require("./handler.cjs");',
  "handler.cjs": `console.log(require("outer"), require("semver").valid("1.2.3"),
      require("fs") === require("node:fs"));
    for (const f of [() => require("inner"), () => require("./absent"), () => require.resolve("inner"),
      () => require("semver/absent")])
      try { console.log(f()) } catch (error) { console.log(error.code, error.stack) }
    import("semver")
      .then((semver) => console.log(Object.keys(semver).length),
      (error) => console.log(error.code, error.message));`,
  "handler.mjs": `import outer from "outer"; import semver from "semver";
    console.log(outer, semver.valid("1.2.3"));
    await import("absent").catch((error) => console.log(error.code, error.message));
    console.log(import.meta.resolve("outer"));`,
};

/**
 * The folder of the project, made once for each version of Yarn.
 * @throws Error with what npm or Yarn complained of
 */
export function project(yarn: Yarn): string {
  const folder = join(home, `project-${yarn}`);
  if (existsSync(folder)) return folder;
  const program = join(yarnPackages(), "node_modules", `yarn-${yarn}`, "bin/yarn.js");
  const aside = `${folder}.${process.pid}`;
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(aside, name)), { recursive: true });
    writeFileSync(join(aside, name), content);
  }
  cpSync("node_modules/semver", join(aside, "packages/semver"), { recursive: true });
  const settings = {
    YARN_PNP_ENABLE_ESM_LOADER: "true",
    YARN_ENABLE_GLOBAL_CACHE: "false",
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_NETWORK: "false",
  };
  const env = { ...process.env, ...settings, YARN_ENABLE_IMMUTABLE_INSTALLS: "false" };
  execFileSync(process.execPath, [program, "install"], {
    cwd: aside,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  moved(aside, folder);
  return folder;
}

function yarnPackages(): string {
  const folder = join(home, "yarn");
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  for (const name of ["package.json", "package-lock.json"])
    cpSync(join(here, "yarn", name), join(aside, name));
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  execFileSync("npm", install, { cwd: aside, stdio: ["ignore", "pipe", "pipe"] });
  moved(aside, folder);
  return folder;
}

/** Another run may have been faster. */
function moved(aside: string, folder: string): void {
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
