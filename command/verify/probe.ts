/** The zips of the test function and of the layer with the probe's extension. */
import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { ownFile } from "../../core/own-files.ts";

const fileOf = (name: string): Buffer => readFileSync(ownFile(`command/verify/probe/${name}`));

/** Lambda keeps the modes: an extension must be executable, the rest readable. */
async function zipOf(
  files: Readonly<Record<string, readonly [content: string | Buffer, mode: number]>>,
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, [content, mode]] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), path, { mode: 0o100000 | mode, mtime: new Date(0) });
  zip.end();
  return buffer(zip.outputStream);
}

const packageOf = (name: string, version: string) =>
  ({
    [`node_modules/${name}/package.json`]: [JSON.stringify({ name, version, main: "index.js" }), 0o644],
    [`node_modules/${name}/index.js`]: [`module.exports = ${JSON.stringify(version)};\n`, 0o644],
  }) as const;

const inLayer = (files: ReturnType<typeof packageOf>) =>
  Object.fromEntries(Object.entries(files).map(([path, file]) => [`nodejs/${path}`, file]));

export const functionZip = (): Promise<Buffer> =>
  zipOf({
    "index.js": [fileOf("index.js"), 0o644],
    "module.mjs": ["export default 1;\n", 0o644],
    ...packageOf("outcrop-verify-shadowed", "1.0.0"),
  });

export const probeLayerZip = (): Promise<Buffer> =>
  zipOf({
    "extensions/outcrop-verify-probe": [fileOf("extension"), 0o755],
    "outcrop-verify/extension.cjs": [fileOf("extension.cjs"), 0o644],
    ...inLayer(packageOf("outcrop-verify-shadowed", "2.0.0")),
    ...inLayer(packageOf("outcrop-verify-layer", "1.0.0")),
  });
