// The function of `outcrop verify --account`: it answers with what it sees of the managed runtime.
const { performance } = require("node:perf_hooks");

/** How much of one CPU this process gets: it works until it has used 30 ms. */
function cpuShare() {
  const [from, used] = [performance.now(), process.cpuUsage()];
  let cpuMs = 0;
  while (cpuMs < 30) {
    for (let turn = 0; turn < 100_000; turn++) Math.sqrt(turn);
    const { user, system } = process.cpuUsage(used);
    cpuMs = (user + system) / 1000;
  }
  return Math.round((1000 * cpuMs) / (performance.now() - from)) / 1000;
}

const cpuInInit = cpuShare();

/** What it throws, or null. */
async function codeOf(action) {
  try {
    await action();
    return null;
  } catch (error) {
    return String(error?.code ?? error?.name);
  }
}

require("outcrop-verify-shadowed");

exports.handler = async () => ({
  cpuInInit,
  cpuInInvocation: cpuShare(),
  node: process.version,
  nodePath: process.env.NODE_PATH ?? null,
  requiredFromLayer: await codeOf(() => require("outcrop-verify-layer")),
  importedFromLayer: await codeOf(() => import("outcrop-verify-layer")),
  requiredModule: await codeOf(() => require("./module.mjs")),
});
