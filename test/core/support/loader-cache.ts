/** /etc/ld.so.cache with these names and paths, as ldconfig writes it. */
export function loaderCache(entries: readonly (readonly [name: string, path: string])[]): Uint8Array {
  const texts: number[] = [];
  const start = 48 + 24 * entries.length;
  const put = (text: string): number => {
    const at = start + texts.length;
    texts.push(...new TextEncoder().encode(text), 0);
    return at;
  };
  const places = entries.map(([name, path]) => [put(name), put(path)] as const);
  const bytes = new Uint8Array(start + texts.length);
  bytes.set(new TextEncoder().encode("glibc-ld.so.cache1.1"));
  const view = new DataView(bytes.buffer);
  view.setUint32(20, entries.length, true);
  view.setUint32(24, texts.length, true);
  for (const [index, [name, path]] of places.entries()) {
    view.setUint32(48 + index * 24, 0x303, true);
    view.setUint32(48 + index * 24 + 4, name, true);
    view.setUint32(48 + index * 24 + 8, path, true);
  }
  bytes.set(texts, start);
  return bytes;
}
