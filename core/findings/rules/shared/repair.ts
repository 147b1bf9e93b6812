/**
 * How to get a native file that fits: a command that a shell runs where the packages are installed, before
 * they are packed. npm leaves a folder alone that it has installed before, so the folder is removed first. A
 * name of Outcrop's own, such as `(layer)`, or of a generator is never handed to npm.
 */
import { isOwnCode } from "../../../layout/copy-ref.ts";
import { parsePlatformName } from "../../../native/platform-name.ts";

export interface Target {
  /** The host's process.arch. */
  readonly cpu: string;
  readonly libc?: string;
  /** A file of the same package that the host could load. */
  readonly fitting?: string | null | undefined;
}

export const orBuild = "or build it in AWS SAM's build image for the function's runtime";
const inPackages = /^(.*?)\/(node_modules\/.+)$/;
/** What Prisma calls Amazon Linux 2023, https://www.prisma.io/docs/orm/reference/prisma-schema-reference */
const prismaTargets: Readonly<Record<string, string>> = {
  x64: "rhel-openssl-3.0.x",
  arm64: "linux-arm64-openssl-3.0.x",
};

export function repair(name: string, file: string, target: Target): string {
  const { cpu, fitting = null } = target;
  const [, base, path] = inPackages.exec(file) ?? [];
  if (file.includes("/.prisma/")) return generatePrisma(cpu);
  if (base === undefined || path === undefined || isOwnCode({ package: name }))
    return `Replace ${file} by its build for Linux on ${cpu}, and deploy again.`;
  const where = placePhrase(base);
  if (fitting !== null && /\/build\/(?:Release|Debug)\//.test(file))
    return `Run \`rm ${quoted(path)}\` in ${where} before packing: the package then loads ${fitting}.`;
  const platform = parsePlatformName(name);
  const isForAnother = platform !== null && (platform.platform !== "linux" || platform.arch !== cpu);
  const install = installFor(target);
  if (isForAnother || platform?.libc === "musl") return `Run \`${install}\` in ${where}, and pack again.`;
  const folder = path.slice(0, path.lastIndexOf(`node_modules/${name}/`) + `node_modules/${name}`.length);
  return `Run \`rm -rf ${quoted(folder)} && ${install}\` in ${where} and pack again, ${orBuild}.`;
}

/** Installs what package.json asks for, for the host, with the packages that are for one platform only. */
export function installFor({ cpu, libc = "glibc" }: Pick<Target, "cpu" | "libc">): string {
  return `npm install --os=linux --cpu=${cpu} --libc=${libc} --include=optional`;
}

/** The folder whose package.json npm reads. */
export function placePhrase(base: string): string {
  const inLayer = /\/opt\/(.+)$/.exec(base)?.[1];
  return inLayer === undefined ? "the function's folder" : `the layer's folder ${inLayer}`;
}

/** The path as it is where the function or the layer is packed. */
export function inProject(file: string): string {
  return /^.*?\/(?:opt|var\/task)\/(.+)$/.exec(file)?.[1] ?? file;
}

/** For a shell; npm's own names need no quotes. */
export function quoted(path: string): string {
  return /^[\w@./+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function generatePrisma(cpu: string): string {
  const target = prismaTargets[cpu] ?? prismaTargets["x64"];
  return (
    `Add binaryTargets = ["native", "${target}"] to the generator in schema.prisma, ` +
    "and run `npx prisma generate` before packing."
  );
}
