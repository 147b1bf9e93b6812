/**
 * Decompresses streams of gzip members, also gzip inside gzip. A member that is complete in the current bytes
 * is decompressed at once. A longer one is streamed off the main thread. Each member is decompressed
 * separately, because Node's streams lose their output when the bytes after a member are not gzip.
 *
 * No library serves: node:zlib inflates, but stops at damage and does not look for the next member.
 */
import { constants, crc32, createInflateRaw, inflateRawSync } from "node:zlib";

const maxLayers = 4;
/** Of one member that is decompressed at once. Longer ones are streamed. */
const maxAtOnce = 8 * 1024 * 1024;
const chunkSize = 64 * 1024;
/**
 * What a stream is given at a time. deflate makes at most 1032 times as much of it, and all of that is held.
 */
const pieceBytes = 32 * 1024;

export type Chunks = AsyncIterable<Buffer>;

/** @param problem receives a message with an offset in the compressed bytes. */
export async function* decompress(
  chunks: Chunks,
  problem: (message: string) => void,
  layer = 0,
): AsyncGenerator<Buffer> {
  const input = new Input(chunks);
  await input.atLeast(2);
  if (!isGzip(input.bytes)) return yield* input.rest();
  if (layer === maxLayers)
    return problem(`gzip is nested more than ${maxLayers} times; the content was skipped`);
  yield* decompress(members(input, problem), problem, layer + 1);
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function* members(input: Input, problem: (message: string) => void): AsyncGenerator<Buffer> {
  for (;;) {
    await input.atLeast(18);
    if (input.bytes.length === 0 || (input.ended && isPadding(input.bytes))) return;
    const start = input.offset;
    const header = isGzip(input.bytes) ? await headerOf(input) : null;
    if (header === null) {
      problem(`the data from byte ${start} is not gzip; the data before it was read`);
      if (!(await nextMember(input))) return;
      continue;
    }
    input.skip(header);
    let sum = 0;
    let fault: "cut" | "damaged" | null = null;
    const inner = member(input);
    try {
      for (let next = await inner.next(); ; next = await inner.next()) {
        if (next.done) {
          fault = next.value;
          break;
        }
        sum = crc32(next.value, sum);
        yield next.value;
      }
    } finally {
      await inner.return(null);
    }
    if (fault === "cut")
      return problem(
        `gzip data ends at byte ${input.offset}, inside the member that begins at byte ${start}; ` +
          "the data before it was read",
      );
    if (fault === "damaged") {
      problem(
        `damaged gzip data in the member that begins at byte ${start}; ` +
          "the readable part was read, and reading continues with the next member",
      );
      if (!(await nextMember(input))) return;
      continue;
    }
    await input.atLeast(8);
    if (input.bytes.length < 8)
      return problem(
        `gzip data ends at byte ${input.offset}, before the member's checksum; the data before it was read`,
      );
    if (input.bytes.readUInt32LE(0) !== sum) {
      problem(
        `the checksum of the gzip member that begins at byte ${start} is wrong; its data may be damaged`,
      );
    }
    input.skip(8);
  }
}

async function* member(input: Input): AsyncGenerator<Buffer, "cut" | "damaged" | null> {
  try {
    const { buffer, engine } = inflateRawSync(input.bytes, {
      info: true,
      maxOutputLength: maxAtOnce,
      chunkSize,
    }) as unknown as InflateResult;
    // Without bytes after it a member may also be one that is cut: there are always eight.
    input.skip(engine.bytesWritten);
    if (buffer.length > 0) yield buffer;
    return null;
  } catch {
    // Longer than what is at hand, or damaged: the stream finds out.
  }
  return yield* streamed(input);
}

interface InflateResult {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

async function* streamed(input: Input): AsyncGenerator<Buffer, "cut" | "damaged" | null> {
  const inflate = createInflateRaw({ chunkSize, finishFlush: constants.Z_SYNC_FLUSH });
  let output: Buffer[] = [];
  let state: "running" | "ended" | "failed" = "running";
  let wake: () => void = () => {};
  inflate.on("data", (data: Buffer) => output.push(data));
  inflate.once("end", () => {
    state = "ended";
    wake();
  });
  inflate.once("error", () => {
    state = "failed";
    wake();
  });
  try {
    let given = 0;
    let yielded = 0;
    for (;;) {
      await input.atLeast(1);
      const piece = input.bytes.subarray(0, pieceBytes);
      if (piece.length === 0) return "cut";
      const before = inflate.bytesWritten;
      const turn = new Promise<void>((resolve) => {
        wake = resolve;
        inflate.write(piece, () => resolve());
      });
      const ready = output;
      output = [];
      for (const data of ready) yielded += data.length;
      yield* ready;
      await turn;
      // The output so far belongs to this piece. The end of a member is reported one turn later.
      await new Promise((resolve) => setImmediate(resolve));
      const used = inflate.bytesWritten - before;
      for (const data of output) yielded += data.length;
      yield* output;
      output = [];
      if (stateOf() === "failed") {
        const salvaged = given === 0 ? salvage(piece) : null;
        if (salvaged !== null && salvaged.length > yielded) yield salvaged.subarray(yielded);
        return "damaged";
      }
      given += piece.length;
      input.skip(used);
      if (stateOf() === "ended" || used < piece.length) return null;
    }
  } finally {
    inflate.destroy();
  }
  function stateOf(): "running" | "ended" | "failed" {
    return state;
  }
}

/**
 * The longest intact beginning of a damaged member, found by bisection. Null without one.
 */
function salvage(bytes: Buffer): Buffer | null {
  let sound = 0;
  let unsound = bytes.length;
  let best: Buffer | null = null;
  while (unsound - sound > 1) {
    const middle = (sound + unsound) >> 1;
    try {
      best = inflateRawSync(bytes.subarray(0, middle), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: maxAtOnce,
      });
      sound = middle;
    } catch {
      unsound = middle;
    }
  }
  return best;
}

/** The length of a member's header (RFC 1952), or null without a header. */
async function headerOf(input: Input): Promise<number | null> {
  // No tool writes longer names and comments.
  await input.atLeast(4_096);
  const { bytes } = input;
  if (bytes.length < 10 || bytes[2] !== 8) return null;
  const flags = bytes[3] as number;
  let at = 10;
  if (flags & 4) at += 2 + ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at > bytes.length || flags & 0xe0 ? null : at;
}

async function nextMember(input: Input): Promise<boolean> {
  input.skip(1);
  for (;;) {
    await input.atLeast(4);
    if (input.bytes.length < 4) return false;
    const found = input.bytes.indexOf(magic);
    if (found >= 0) {
      input.skip(found);
      return true;
    }
    input.skip(input.bytes.length - 3);
    if (input.ended) return false;
  }
}

const magic = Buffer.from([0x1f, 0x8b, 0x08]);

function isPadding(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

class Input {
  bytes: Buffer = Buffer.alloc(0);
  /** Of the first of these bytes in the stream. */
  offset = 0;
  ended = false;
  readonly #source: AsyncIterator<Buffer>;

  constructor(chunks: Chunks) {
    this.#source = chunks[Symbol.asyncIterator]();
  }

  async atLeast(count: number): Promise<void> {
    while (this.bytes.length < count && !this.ended) await this.#more();
  }

  skip(count: number): void {
    const real = Math.min(count, this.bytes.length);
    this.bytes = this.bytes.subarray(real);
    this.offset += real;
  }

  async *rest(): AsyncGenerator<Buffer> {
    while (!this.ended || this.bytes.length > 0) {
      const { bytes } = this;
      this.bytes = Buffer.alloc(0);
      if (bytes.length > 0) yield bytes;
      await this.atLeast(1);
    }
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) this.ended = true;
    else this.bytes = this.bytes.length === 0 ? value : Buffer.concat([this.bytes, value]);
  }
}
