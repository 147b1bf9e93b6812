/** What any preload costs: Node resolves, reads and compiles a file. */
module.exports = undefined;
