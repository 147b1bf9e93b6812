/**
 * The member of `process` that the load-time preload leaves for the shim to call when the init is over. The shim
 * sees that already; a second watcher of native loads would show in the stacks of failed ones.
 */
export const readyHook = Symbol.for("outcrop.ready");
