/**
 * What the dynamic loader writes when Node itself cannot start, before the shim or any code of the function
 * runs: `/var/lang/bin/node: error while loading shared libraries: /var/task/lib/libz.so.1: file too short`
 * (glibc, elf/rtld.c). A program that the function starts writes the same with its own name.
 */
const node = /^\/var\/lang\/[\w./-]{1,100}\/node: (error while loading shared libraries: [^\n]{1,2000})$/m;

export function saysLoader(message: string): boolean {
  return message.startsWith("/var/lang/") && message.includes(": error while loading shared libraries: ");
}

/** The loader's words; null for any other line. */
export function loaderText(message: string): string | null {
  return saysLoader(message) ? (node.exec(message)?.[1] ?? null) : null;
}
