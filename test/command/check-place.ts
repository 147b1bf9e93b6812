/** A folder with a function and two layers, as a build leaves them, for the guides' commands. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { zipSync } from "fflate";

type Contents = Readonly<Record<string, string | object>>;

const pack = (folder: string, name: string, version: string, more: object = {}): Contents => ({
  [`${folder}/${name}/package.json`]: { name, version, ...more },
  [`${folder}/${name}/index.js`]: `exports.version = ${JSON.stringify(version)};`,
});
const layer = "nodejs/node_modules";

const artefacts: Readonly<Record<string, Contents>> = {
  "dist/orders.zip": {
    "index.js":
      'require("zod"); require("tracer"); exports.handler = async () => require("dayjs/plugin/utc");',
    "package.json": { name: "orders", version: "1.4.0", dependencies: { zod: "^4.1.0", dayjs: "^1.11.0" } },
    ...pack("node_modules", "dayjs", "1.11.13"),
  },
  "layers/utils.zip": {
    ...pack(layer, "zod", "3.24.4"),
    ...pack(layer, "tracer", "1.0.0"),
    [`${layer}/tracer/lib/spans.js`]: "exports.spans = [];",
  },
  "layers/utils-next.zip": {
    ...pack(layer, "zod", "4.1.11"),
    ...pack(layer, "tracer", "1.0.1"),
    ...pack(layer, "uuid", "11.1.0"),
  },
  "layers/tracing.zip": pack(layer, "tracer", "2.0.0"),
  "next/tracing.zip": pack(layer, "tracer", "2.1.0"),
  "dist/billing.zip": {
    "index.js": "exports.handler = async () => {};",
    "package.json": { name: "billing", version: "1.0.0" },
  },
};

/** Written as local time: the zips, and their hashes in a lock, are the same everywhere. */
const mtime = new Date(1980, 0, 1);

export class CheckPlace {
  readonly path = mkdtempSync(join(tmpdir(), "outcrop-check-"));

  constructor() {
    for (const [name, contents] of Object.entries(artefacts)) {
      const entries = Object.entries(contents).map(([path, content]): [string, Uint8Array] => [
        path,
        Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
      ]);
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), zipSync(Object.fromEntries(entries), { mtime }));
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
