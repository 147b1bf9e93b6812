/** How large the shipped files may be, in bytes. The build fails above it. */
const limits: Record<string, number> = {
  "dist/layer/outcrop/shim.cjs": 18.5 * 1024,
  "dist/layer/outcrop/extension.cjs": 19 * 1024,
  "dist/layer/outcrop/observer.cjs": 600 * 1024,
  "dist/layer": 900 * 1024,
  "dist/outcrop-layer.zip": 250 * 1024,
  "dist/outcrop.tgz": 1_500_000,
};

/** One line for each file above its limit. */
export function checkSizes(sizes: Record<string, number>): string[] {
  return Object.entries(sizes)
    .filter(([path, size]) => size > (limits[path] ?? 0))
    .map(([path, size]) => `${path} is ${size} bytes, above its limit of ${limits[path] ?? 0}`);
}

export function sizeTable(sizes: Record<string, number>): string {
  return Object.entries(sizes)
    .map(([path, size]) => `${path.padEnd(36)} ${String(size).padStart(8)} bytes   (limit ${limits[path]})`)
    .join("\n");
}
