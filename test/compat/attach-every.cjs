// Stands before the shim in NODE_OPTIONS: the shim observes only a process that is told to attach, and takes
// that word out of its environment.
process.env.OUTCROP_ATTACH = "1";
delete require.cache[__filename];
