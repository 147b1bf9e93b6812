/** require-in-the-middle with a hook that changes nothing, for every module, as instrumentation has it. */
const { Hook } = require("require-in-the-middle");

new Hook((exports) => exports);
