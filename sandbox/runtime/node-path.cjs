"use strict";
/**
 * Lambda's node resolves bare `import` specifiers through NODE_PATH; stock node does not. Its patch is a
 * function between the default resolver and the module resolver, called moduleResolveWithNodePath in stack
 * traces; here it is a synchronous resolve hook, the first one registered and so the last one asked.
 *
 * Normal resolution comes first. Only when that finds no package at all is each NODE_PATH entry asked, by
 * resolving from inside a directory whose `node_modules` is that entry: `exports`, conditions and symbolic
 * links stay Node's own business.
 */
const { isBuiltin, registerHooks } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");
const { isInternalThread } = require("node:worker_threads");

const launcher = join(__dirname, "../bin/node");

/** The specifiers that name a package: no path, no URL, no import map entry. */
function isBare(specifier) {
  return !/^(\.{0,2}\/|\.{1,2}$|#|[a-z][a-z0-9+.-]*:)/i.test(specifier) && !isBuiltin(specifier);
}

/** The first result of `resolve` that is no ERR_MODULE_NOT_FOUND; undefined when there is none. */
function firstFound(parents, resolve) {
  for (const parentURL of parents) {
    try {
      return resolve(parentURL);
    } catch (error) {
      if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
    }
  }
  return undefined;
}

function importFromNodePath(parents) {
  return (specifier, context, nextResolve) => {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      if (
        error?.code !== "ERR_MODULE_NOT_FOUND" ||
        !context.conditions.includes("import") ||
        !isBare(specifier)
      )
        throw error;
      // Node merges what is passed down into the one context of the chain: hooks above must find their
      // importer in it again.
      const importer = context.parentURL;
      try {
        const found = firstFound(parents, (parentURL) => nextResolve(specifier, { ...context, parentURL }));
        if (found === undefined) throw error;
        return found;
      } finally {
        context.parentURL = importer;
      }
    }
  };
}

// In Node's internal loader thread a registerHooks call breaks every import of the process (22.x).
if (!isInternalThread) {
  // Child processes started by execPath get the launcher, hence this patch, as they would get Lambda's
  // binary.
  process.execPath = launcher;
  process.argv[0] = launcher;
  const entries = (process.env.NODE_PATH ?? "").split(":").filter((path) => path.startsWith("/"));
  const parents = entries.map(
    (entry) => pathToFileURL(join(__dirname, "node-path", encodeURIComponent(entry), "importer.mjs")).href,
  );
  registerHooks?.({ resolve: importFromNodePath(parents) });
}

// A patched binary leaves no module behind.
delete require.cache[__filename];
