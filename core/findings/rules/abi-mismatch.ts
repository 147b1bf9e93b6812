/**
 * A native module was built for another Node: it registers for another NODE_MODULE_VERSION, or needs a
 * Node-API level above this Node's. Node refuses the first with an error, the second too from Node 26.11 on;
 * before, the process ends with SIGSEGV. The file's symbols decide; where a static constructor registers it,
 * Node's own error does.
 */
import { isOwnCode } from "../../layout/copy-ref.ts";
import { nativeRule } from "./shared/native-rule.ts";

export const abiMismatch = nativeRule({
  code: "abi-mismatch",
  title: "A native file was built for another Node",
  looksForFittingFile: false,
  fault({ kind, built, host, node, symbol }) {
    return {
      "node-api": `needs Node-API ${built}; ${node} has ${host}`,
      "module-version": `was built for NODE_MODULE_VERSION ${built}; ${node} has ${host}`,
      symbol: `was built for another Node: ${node} has no ${symbol}`,
    }[kind];
  },
  fix(name, { kind, host, node, outcome }) {
    const isOwn = isOwnCode({ package: name });
    if (outcome === "none-fits" && !isOwn)
      return (
        `Run \`npm install ${name}@latest\`, ` +
        `or install a release of it that has a file for Node ${node}.`
      );
    if (kind === "node-api")
      return (
        "Move the function to a newer Node, " +
        `or install a release of ${name} that needs at most Node-API ${host}.`
      );
    const rebuild = isOwn ? "Build it again" : `Run \`npm rebuild ${name} --ignore-scripts=false\``;
    return `${rebuild} with Node ${node} before packing, or install a release of it that uses Node-API.`;
  },
});
