/**
 * Writes whole ELF files, small and well-formed: the real loader takes them. Two segments: code and the
 * interpreter's name at their file offsets, all tables 64 KiB above theirs, so that an address taken for an
 * offset is a failed test.
 */
import { Strings, sysvHash, Writer, writeGnuHash, writeSysvHash } from "./elf-writer.ts";

export interface LibraryOptions {
  readonly machine?: number;
  readonly bits?: 32 | 64;
  readonly endian?: "little" | "big";
  readonly osAbi?: number;
  readonly type?: number;
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly rpath?: string;
  readonly runpath?: string;
  readonly pie?: boolean;
  /** DF_1_NOOPEN. */
  readonly noOpen?: boolean;
  /** DT_FILTER. */
  readonly filters?: readonly string[];
  /** Library -> versions -> the symbols wanted in them; `weak` versions are named with a trailing `?`. */
  readonly needs?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Versions defined. */
  readonly offers?: readonly string[];
  /** Symbols wanted in no version. */
  readonly wants?: readonly string[];
  /** Symbols defined, with their code. */
  readonly defines?: Readonly<Record<string, readonly number[]>>;
  readonly hash?: "gnu" | "sysv" | "none";
}

/** x86-64: `ret`, `xor eax, eax; ret` and `mov eax, <level>; ret`. */
export const RETURN = [0xc3];
export const RETURN_NULL = [0x31, 0xc0, 0xc3];
export const returnLevel = (level: number): readonly number[] => [0xb8, ...u32le(level), 0xc3];
export const u32le = (value: number): readonly number[] => [
  value & 255,
  (value >>> 8) & 255,
  (value >>> 16) & 255,
  value >>> 24,
];

const SHIFT = 0x10000;

/** A Node-API addon of this level; without one it defines no function for it. */
export function nodeApiAddon(level: number | null = null, options: LibraryOptions = {}): Uint8Array {
  const asks = level === null ? {} : { node_api_module_get_api_version_v1: returnLevel(level) };
  return library({
    ...options,
    defines: { napi_register_module_v1: RETURN_NULL, ...asks, ...options.defines },
  });
}

export function library(options: LibraryOptions = {}): Uint8Array {
  const { machine = 62, bits = 64, endian = "little", osAbi = 0, type = 3, hash = "gnu" } = options;
  const word = bits / 8;
  const out = new Writer(bits, endian === "little");
  const headers = options.interpreter === undefined ? 3 : 4;
  const [headerSize, entrySize] = bits === 64 ? [64, 56] : [52, 32];
  out.zeros(headerSize + headers * entrySize);

  const interpreterAt = out.length;
  if (options.interpreter !== undefined) out.text(options.interpreter);
  const code = Object.entries(options.defines ?? {}).map(([name, bytes]) => {
    const value = out.aligned(16).length;
    out.bytes(bytes);
    return { name, value };
  });
  out.aligned(16);

  const tablesAt = out.length;
  const strings = new Strings();
  const versions = Object.entries(options.needs ?? {}).flatMap(([file, each]) =>
    Object.entries(each).map(([name, symbols]) => ({
      file,
      name: name.replace(/\?$/, ""),
      weak: name.endsWith("?"),
      symbols,
    })),
  );
  const offers = options.offers ?? [];
  const indexOf = (version: number): number => 2 + offers.length + version;
  const symbols = [
    { name: "", value: 0, version: 0 },
    ...versions.flatMap(({ symbols: wanted }, version) =>
      wanted.map((name) => ({ name, value: 0, version: indexOf(version) })),
    ),
    ...(options.wants ?? []).map((name) => ({ name, value: 0, version: 0 })),
    ...code.map(({ name, value }) => ({ name, value, version: 1 })),
  ];
  const firstDefined = symbols.length - code.length;

  const symbolsAt = out.length;
  for (const { name, value } of symbols) {
    const info = name === "" ? 0 : 0x12;
    out.u32(strings.at(name));
    if (bits === 64)
      out
        .bytes([info, 0])
        .u16(value === 0 ? 0 : 1)
        .word(value)
        .word(0);
    else
      out
        .word(value)
        .word(0)
        .bytes([info, 0])
        .u16(value === 0 ? 0 : 1);
  }
  const versionOfSymbolAt = out.length;
  for (const { version } of symbols) out.u16(version);
  const needsAt = out.aligned(8).length;
  const needed = Object.groupBy(
    versions.map((version, place) => ({ ...version, place })),
    ({ file }) => file,
  );
  const files = Object.entries(needed);
  for (const [place, [file, each = []]] of files.entries()) {
    const last = place === files.length - 1;
    out
      .u16(1)
      .u16(each.length)
      .u32(strings.at(file))
      .u32(16)
      .u32(last ? 0 : 16 + 16 * each.length);
    for (const [aux, { name, weak, place: version }] of each.entries()) {
      out
        .u32(sysvHash(name))
        .u16(weak ? 2 : 0)
        .u16(indexOf(version))
        .u32(strings.at(name))
        .u32(aux === each.length - 1 ? 0 : 16);
    }
  }
  const definitionsAt = out.length;
  const defined = offers.length === 0 ? [] : [options.soname ?? "self", ...offers];
  for (const [place, name] of defined.entries()) {
    out
      .u16(1)
      .u16(place === 0 ? 1 : 0)
      .u16(place + 1)
      .u16(1)
      .u32(sysvHash(name))
      .u32(20)
      .u32(place === defined.length - 1 ? 0 : 28);
    out.u32(strings.at(name)).u32(0);
  }
  const hashAt = out.aligned(8).length;
  if (hash === "sysv") writeSysvHash(out, symbols.length);
  if (hash === "gnu")
    writeGnuHash(
      out,
      symbols.map(({ name }) => name),
      firstDefined,
    );

  const entries: [tag: number, value: number][] = [
    ...(options.needed ?? []).map((name): [number, number] => [1, strings.at(name)]),
    ...(["soname", "rpath", "runpath"] as const).flatMap((key): [number, number][] => {
      const value = options[key];
      return value === undefined ? [] : [[{ soname: 14, rpath: 15, runpath: 29 }[key], strings.at(value)]];
    }),
    [6, symbolsAt + SHIFT],
    [11, bits === 64 ? 24 : 16],
    ...(hash === "none" ? [] : [[hash === "gnu" ? 0x6ffffef5 : 4, hashAt + SHIFT] as [number, number]]),
    ...(options.filters ?? []).map((name): [number, number] => [0x7fffffff, strings.at(name)]),
    ...(options.pie || options.noOpen
      ? [[0x6ffffffb, (options.pie ? 0x08000000 : 0) + (options.noOpen ? 0x40 : 0)] as [number, number]]
      : []),
    ...(versions.length + offers.length > 0
      ? [[0x6ffffff0, versionOfSymbolAt + SHIFT] as [number, number]]
      : []),
    ...(versions.length > 0
      ? ([
          [0x6ffffffe, needsAt + SHIFT],
          [0x6fffffff, files.length],
        ] as [number, number][])
      : []),
    ...(offers.length > 0
      ? ([
          [0x6ffffffc, definitionsAt + SHIFT],
          [0x6ffffffd, defined.length],
        ] as [number, number][])
      : []),
  ];
  const stringsAt = out.length;
  out.bytes(strings.bytes);
  entries.push([5, stringsAt + SHIFT], [10, strings.bytes.length], [0, 0]);
  const dynamicAt = out.aligned(16).length;
  for (const [tag, value] of entries) out.word(tag).word(value);
  const end = out.length;

  const bytes = out.done();
  const header = new Writer(bits, endian === "little");
  header.bytes([
    0x7f,
    0x45,
    0x4c,
    0x46,
    bits / 32,
    endian === "little" ? 1 : 2,
    1,
    osAbi,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
  header.u16(type).u16(machine).u32(1).word(0).word(headerSize).word(0).u32(0);
  header.u16(headerSize).u16(entrySize).u16(headers).u16(0).u16(0).u16(0);
  // PT_LOAD twice, PT_DYNAMIC, PT_INTERP.
  const segment = (
    kind: number,
    flags: number,
    offset: number,
    shift: number,
    size: number,
    align: number,
  ): void => {
    header.u32(kind);
    if (bits === 64) header.u32(flags);
    header
      .word(offset)
      .word(offset + shift)
      .word(offset + shift)
      .word(size)
      .word(size);
    if (bits === 32) header.u32(flags);
    header.word(align);
  };
  segment(1, 5, 0, 0, tablesAt, 0x1000);
  segment(1, 6, tablesAt, SHIFT, end - tablesAt, 0x1000);
  segment(2, 6, dynamicAt, SHIFT, entries.length * 2 * word, word);
  if (options.interpreter !== undefined) segment(3, 4, interpreterAt, 0, options.interpreter.length + 1, 1);
  bytes.set(header.done());
  return bytes;
}
