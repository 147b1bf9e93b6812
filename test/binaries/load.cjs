// Loads files one after the other and says of each how it went. Nothing is said of one that the process dies
// of, nor of those after it.
const { writeSync } = require("node:fs");
for (const path of process.argv.slice(2)) {
  let told = { code: null, message: null };
  try {
    process.dlopen({ exports: {} }, path);
  } catch (error) {
    told = { code: error.code, message: error.message };
  }
  writeSync(1, `${JSON.stringify(told)}\n`);
}
process.reallyExit(0);
