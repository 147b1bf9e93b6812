/** Text where machine code should be. */
export interface TextFile {
  readonly format: "text";
}

/**
 * What `git clone` leaves without `git lfs pull`; https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
export interface LfsPointer {
  readonly format: "git-lfs-pointer";
}

const LFS_FIRST_LINE = "version https://git-lfs.github.com/spec/";
const SAMPLE = 512;

/** Null for anything but UTF-8 without control characters; judged by its first 512 bytes. */
export function readText(bytes: Uint8Array): TextFile | LfsPointer | null {
  const sample = bytes.subarray(0, SAMPLE);
  for (const byte of sample) {
    const isControl = byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d;
    if (isControl || byte === 0x7f) return null;
  }
  // The sample may end inside a character, so the decoder is told that more follows.
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return { format: text.startsWith(LFS_FIRST_LINE) ? "git-lfs-pointer" : "text" };
  } catch {
    return null;
  }
}
