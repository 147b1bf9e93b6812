// Asks one published loader, in a process that pretends to be another host, and prints what it tries to load
// or start.
const os = require("node:os");
const path = require("node:path");

const { loader, directory, host, modules, name } = JSON.parse(process.argv[2]);
const arch = host.arch ?? process.arch;
Object.defineProperty(process, "arch", { value: arch });
os.arch = () => arch;
const versions = {
  ...process.versions,
  modules: host.abi ?? process.versions.modules,
  napi: host.napi ?? process.versions.napi,
};
Object.defineProperty(process, "versions", { value: versions });

// esbuild would ask from a thread of its own.
process.env.ESBUILD_WORKER_THREADS = "0";

const tried = [];
const note = (file) => {
  tried.push(file);
  throw new Error("not loaded: only the choice is asked for");
};
process.dlopen = (_, file) => note(file);

const ask = {
  "node-gyp-build": () => require(`${modules}/node-gyp-build/node-gyp-build.js`).resolve(directory),
  "node-gyp-build-optional-packages": () =>
    require(`${modules}/node-gyp-build-optional-packages/node-gyp-build.js`).resolve(directory),
  bindings: () => require(`${modules}/bindings`)({ bindings: name, module_root: directory, path: true }),
  "node-pre-gyp": () => {
    const manifest = require(path.join(directory, "package.json"));
    const level = require(`${modules}/@mapbox/node-pre-gyp/lib/util/napi.js`).get_best_napi_build_version(
      manifest,
    );
    const { module } = require(`${modules}/@mapbox/node-pre-gyp/lib/util/versioning.js`).evaluate(
      manifest,
      { module_root: directory },
      level,
    );
    return require("node:fs").existsSync(module) ? module : undefined;
  },
  "napi-rs": () => require(directory),
  sharp: () => require(path.join(directory, "dist/sharp.cjs")),
  esbuild: () => {
    require("node:child_process").execFileSync = note;
    require(path.join(directory, "lib/main.js")).transformSync("");
  },
};

try {
  const answer = ask[loader]();
  if (typeof answer === "string") tried.push(answer);
} catch (error) {
  // Nothing was found, or nothing could be loaded: what was tried is the answer.
  const ended =
    /No native build|Could not locate the bindings|Cannot find native binding|Could not load the "sharp"|not loaded: only|another platform/;
  if (!ended.test(String(error))) throw error;
}
process.stdout.write(`\n${JSON.stringify(tried)}\n`);
