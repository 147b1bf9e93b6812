/** A folder to unpack zips in, next to another one that must not change. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { ZipError } from "../../../check/zip/zip-error.ts";
import { unpack } from "../../../sandbox/roots/unpack.ts";
import { folder } from "../../sandbox/folders.ts";
import { treeOf } from "./tree.ts";

export class Place {
  readonly base = folder({ "outside/secret": { text: "kept", mode: 0o640 }, "outside/inside/x": "kept" });
  readonly zip = join(this.base, "layer.zip");
  readonly target = join(this.base, "target");
  readonly outside = join(this.base, "outside");

  /**
   * Unpacks a zip to `target`. Fails the test where something else changed, or where the error is not a
   * ZipError that names the zip.
   * @returns what is wrong with the zip, or null.
   */
  async unpack(zip: Buffer): Promise<string | null> {
    rmSync(this.target, { recursive: true, force: true });
    writeFileSync(this.zip, zip);
    const before = treeOf(this.base, this.target);
    const error = await unpack(this.zip, this.target).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(treeOf(this.base, this.target)).toEqual(before);
    if (error === null) return null;
    expect(error).toBeInstanceOf(ZipError);
    const { message } = error as ZipError;
    expect(message.startsWith(`${this.zip}: `)).toBe(true);
    return message.slice(this.zip.length + 2);
  }
}
