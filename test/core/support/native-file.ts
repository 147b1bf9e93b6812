import { type NativeFile, NativeFiles } from "../../../core/native/native-file.ts";
import { MemoryFiles } from "./tree.ts";

/** These bytes, read as a file. */
export function nativeFile(bytes: Uint8Array): NativeFile {
  return opened(bytes).file;
}

/** With the reader that read it. */
export function opened(bytes: Uint8Array): { readonly file: NativeFile; readonly natives: NativeFiles } {
  const natives = new NativeFiles(new MemoryFiles({ elsewhere: { "f.node": bytes } }));
  const file = natives.read("/f.node");
  if (file === null) throw new Error("no file");
  return { file, natives };
}
