/** A folder with the logs of the fleet, and the old and the new layer as zips. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Files } from "../layers/layers.ts";
import { fleetLogs } from "./fleet.ts";
import { next, old } from "./layers.ts";

export class FleetPlace {
  readonly path = mkdtempSync(join(tmpdir(), "outcrop-what-if-"));

  constructor() {
    for (const folder of ["logs", "layers", "code"]) mkdirSync(join(this.path, folder));
    writeFileSync(join(this.path, "logs/shop.json"), fleetLogs());
    writeFileSync(join(this.path, "code/index.js"), 'const { z } = require("zod");');
    this.#zip("layers/utils-7.zip", old);
    this.#zip("layers/utils.zip", next);
  }

  #zip(name: string, files: Files): void {
    const entries = Object.entries(files).map(
      ([path, content]) => [path, Buffer.from(content as string)] as const,
    );
    writeFileSync(join(this.path, name), zipSync(Object.fromEntries(entries)));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
