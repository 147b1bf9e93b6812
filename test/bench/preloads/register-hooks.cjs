/** The floor: Node's own hook, doing nothing. */
require("node:module").registerHooks({
  resolve: (specifier, context, nextResolve) => nextResolve(specifier, context),
});
