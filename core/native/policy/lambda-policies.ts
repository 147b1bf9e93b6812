/**
 * The levels of each runtime. All that are offered now run on Amazon Linux 2023, whose glibc and compiler
 * stay the same for as long as it is supported: fixes are ported back to glibc 2.34, and a newer gcc is an
 * optional package that no runtime's image has.
 */
import type { RuntimePolicy } from "./runtime-policy.ts";

const glibcVersions = ["GLIBC_2.34"];

/** glibc 2.34 has the code of the older libraries in libc.so.6; the others are empty, and still there. */
const versionsByLibrary = {
  "libc.so.6": glibcVersions,
  "libm.so.6": glibcVersions,
  "libmvec.so.1": glibcVersions,
  "libpthread.so.0": glibcVersions,
  "libdl.so.2": glibcVersions,
  "librt.so.1": glibcVersions,
  "libutil.so.1": glibcVersions,
  "libresolv.so.2": glibcVersions,
  "libanl.so.1": glibcVersions,
  "libBrokenLocale.so.1": glibcVersions,
  "ld-linux-x86-64.so.2": glibcVersions,
  "ld-linux-aarch64.so.1": glibcVersions,
  "libstdc++.so.6": ["GLIBCXX_3.4.29", "CXXABI_1.3.13"],
  "libgcc_s.so.1": ["GCC_11.0"],
} as const;

/** curl and OpenSSL are part of the image, and what they need. */
const otherLibraries = ["libz.so.1", "libssl.so.3", "libcrypto.so.3"];

const amazonLinux2023 = {
  os: "Amazon Linux 2023",
  libraries: versionsByLibrary,
  sonames: new Set([...Object.keys(versionsByLibrary), ...otherLibraries]),
  sources: [
    "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    "https://docs.aws.amazon.com/linux/al2023/ug/glibc-gcc-and-binutils.html",
    "https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html",
    "https://github.com/pypa/auditwheel/blob/main/src/auditwheel/policy/manylinux-policy.json",
  ],
  asOf: "2026-11-29",
} as const;

/** NODE_MODULE_VERSION: https://github.com/nodejs/node/blob/main/doc/abi_version_registry.json */
export const lambdaPolicies: readonly RuntimePolicy[] = [
  { runtime: "nodejs22.x", abi: "127", napi: "10", sdk: "3.632.0", ...amazonLinux2023 },
  { runtime: "nodejs24.x", abi: "137", napi: "10", sdk: null, ...amazonLinux2023 },
  { runtime: "nodejs26.x", abi: "147", napi: "10", sdk: null, ...amazonLinux2023 },
];

/** Null for a name that is not one of them. */
export function policyFor(runtime: string | null): RuntimePolicy | null {
  return lambdaPolicies.find((policy) => policy.runtime === runtime) ?? null;
}
