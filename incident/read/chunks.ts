/**
 * The bytes of a file in large chunks, out of a few buffers that are filled again and again: a chunk is there
 * until the next but one is asked for. New buffers for each would be garbage that V8 does not see the size
 * of.
 */
import { type FileHandle, open } from "node:fs/promises";

const chunkBytes = 1024 * 1024;
/** Free bytes before each chunk, in which its consumer may join it with what is left of the chunk before. */
const roomBytes = 64 * 1024;
const withRoom = new WeakSet<ArrayBufferLike>();

function bufferWithRoom(): Buffer {
  const buffer = Buffer.allocUnsafeSlow(roomBytes + chunkBytes);
  withRoom.add(buffer.buffer);
  return buffer.subarray(roomBytes);
}

/** The bytes right before this chunk, where they are free; else none. */
export function roomBefore(chunk: Buffer): Buffer {
  const { buffer, byteOffset } = chunk;
  return byteOffset === roomBytes && withRoom.has(buffer) ? Buffer.from(buffer, 0, roomBytes) : noRoom;
}

const noRoom = Buffer.alloc(0);

/** One that is being read, one that is being filled, and one whose end a consumer still uses. */
const buffersOfFile = 3;

export async function* fileChunks(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  const buffers = Array.from({ length: buffersOfFile }, bufferWithRoom);
  let reading: Promise<Buffer> | null = null;
  try {
    reading = filled(file, buffers[0] as Buffer);
    for (let number = 1; ; number++) {
      const chunk: Buffer = await reading;
      reading = null;
      if (chunk.length === 0) return;
      // While this one is worked on.
      reading = filled(file, buffers[number % buffersOfFile] as Buffer);
      // It is awaited later. Until then a rejection would count as unhandled.
      reading.catch(() => {});
      yield chunk;
    }
  } finally {
    await reading?.catch(() => {});
    await file.close();
  }
}

async function filled(file: FileHandle, buffer: Buffer): Promise<Buffer> {
  const { bytesRead } = await file.read(buffer, 0, buffer.length);
  return buffer.subarray(0, bytesRead);
}

/** Joins small chunks, in one buffer: the records that reach over a chunk's end cost more than the rest. */
export async function* joined(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let buffer: Buffer | null = null;
  let size = 0;
  for await (const chunk of chunks) {
    if (size === 0 && chunk.length >= chunkBytes) {
      yield chunk;
      continue;
    }
    buffer ??= bufferWithRoom();
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(buffer, size, at);
      at += copied;
      size += copied;
      if (size < chunkBytes) continue;
      yield buffer;
      size = 0;
    }
  }
  if (buffer !== null && size > 0) yield buffer.subarray(0, size);
}
