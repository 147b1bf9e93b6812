/** Faults that are brought about from within the extension's process, before its first line runs: sources of CommonJS preloads. */

export const preloads = {
  /** Connections `from` to `to`, counted from 1, go to a port nobody listens at. */
  refuseConnections: (from: number, to: number): string => `
const { Socket } = require("node:net");
const { connect } = Socket.prototype;
let count = 0;
Socket.prototype.connect = function (...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  count++;
  if (count >= ${from} && count <= ${to}) options.port = 1;
  return connect.apply(this, args);
};`,
  silentLookups: 'require("node:dns").lookup = () => ({});',
  noPort: `
const { Server } = require("node:net");
Server.prototype.listen = function () {
  process.nextTick(() => this.emit("error", Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE" })));
  return this;
};`,
};
