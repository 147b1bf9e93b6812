/**
 * `npm run keep-captures -- NAME…`: records captures and leaves their logs, as they were exported,
 * in dist/captures/NAME.
 */
import { join } from "node:path";
import { captures } from "./captures.ts";
import { exportTo } from "./export.ts";
import { Recorder } from "./record.ts";
import { Roots } from "./roots.ts";

const roots = new Roots();
const recorder = new Recorder(roots);
try {
  for (const name of process.argv.slice(2)) {
    const capture = captures.find((one) => one.name === name);
    if (capture === undefined)
      throw new Error(`no capture ${name}; there are ${captures.map((one) => one.name).join(", ")}`);
    const files = exportTo(join("dist/captures", name), await recorder.record(capture), capture.shape);
    console.log(files.join("\n"));
  }
} finally {
  roots.remove();
}
