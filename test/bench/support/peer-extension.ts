/** A peer extension, bundled as ours is, and as a layer. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { benchOutput, benchSources } from "./places.ts";

export type PeerName = "http" | "undici" | "telemetry";

export interface PeerExtension {
  readonly bundle: string;
  /** What /opt would hold. */
  readonly layer: string;
}

export async function peerExtension(name: PeerName): Promise<PeerExtension> {
  const layer = `${benchOutput}/peers/${name}`;
  const bundle = `${layer}/${name}/extension.cjs`;
  await build({
    entryPoints: [`${benchSources}/peers/${name}-extension.ts`],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22.15",
    minify: true,
    logLevel: "error",
  });
  mkdirSync(`${layer}/extensions`, { recursive: true });
  const launcher = `${layer}/extensions/${name}`;
  writeFileSync(
    launcher,
    `#!/bin/sh\nunset NODE_OPTIONS NODE_PATH\nexec /var/lang/bin/node /opt/${name}/extension.cjs ${name}\n`,
  );
  chmodSync(launcher, 0o755);
  return { bundle, layer };
}
