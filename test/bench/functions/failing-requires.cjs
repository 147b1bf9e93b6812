/** Prints the CPU of one `require` that fails and is caught, in us: of one name again and again, or of ever new names. */
const [, , names] = process.argv;
const warmUp = 200;
const count = 3_000;

function fail(name) {
  try {
    require(name);
  } catch {
    return;
  }
  throw new Error(`${name} is there`);
}

const nameOf = names === "new" ? (at) => `not-there-${at}` : () => "not-there";
for (let at = 0; at < warmUp; at++) fail(nameOf(-at));
const before = process.cpuUsage();
for (let at = 1; at <= count; at++) fail(nameOf(at));
const { user, system } = process.cpuUsage(before);
console.log((user + system) / count);
