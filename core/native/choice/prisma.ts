/**
 * A client that `prisma generate` wrote (@prisma/client 4 to 6): the query engine next to it whose name ends
 * in the target of this machine (prisma/orm, get-platform): `rhel-openssl-3.0.x` on Amazon Linux,
 * `debian-openssl-3.0.x` on Debian and Ubuntu, `linux-arm64-openssl-3.0.x` on arm64, `linux-musl…` on Alpine.
 */
import {
  addonsIn,
  choiceOf,
  type Loader,
  type LoaderHost,
  type NativePackage,
  type Places,
} from "./loader.ts";

const engineName = /^libquery_engine-(.+?)(?:\.(?:so|dylib|dll))?\.node$/;
const maxOsRelease = 4096;

export const prisma: Loader = (native, host, places) => {
  if (!isPrismaClient(native)) return null;
  const fitting = addonsIn(native.path, places).filter((name) =>
    targetOf(name)?.startsWith(targetFamily(host, places)),
  );
  // A machine has one OpenSSL; the newest is the likeliest where the name alone decides.
  const [file] = fitting.sort().reverse();
  return choiceOf([file === undefined ? null : `${native.path}/${file}`], false, "load", places);
};

export function isPrismaClient({ manifest: { name } }: NativePackage): boolean {
  return name?.startsWith("prisma-client-") === true || name === ".prisma/client";
}

/** `rhel-openssl-3.0.x`; null for a file that is not an engine. */
export function targetOf(file: string): string | null {
  return engineName.exec(file)?.[1] ?? null;
}

/** What the target of this machine begins with. */
export function targetFamily({ arch, libc }: LoaderHost, { files }: Places): string {
  if (libc === "musl") return arch === "arm64" ? "linux-musl-arm64-openssl-" : "linux-musl";
  if (arch === "arm64") return "linux-arm64-openssl-";
  const release = new TextDecoder().decode(
    files.readFile("/etc/os-release", maxOsRelease)?.bytes ?? new Uint8Array(),
  );
  return /^ID(?:_LIKE)?=.*(?:debian|ubuntu)/m.test(release) ? "debian-openssl-" : "rhel-openssl-";
}
