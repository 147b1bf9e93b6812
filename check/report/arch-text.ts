/** As Lambda names it. */
export function archText(arch: string): string {
  return arch === "x64" ? "x86_64" : arch;
}
