/** What a managed runtime of Lambda offers to native code, as its provider documents it. */
export interface RuntimePolicy {
  /** Lambda's identifier. */
  readonly runtime: string;
  readonly os: string;
  /** SONAME -> the highest version of each kind that it offers: `libc.so.6` -> `GLIBC_2.34`. */
  readonly libraries: Readonly<Record<string, readonly string[]>>;
  /** SONAMEs that its image is known to have, those of `libraries` among them. */
  readonly sonames: ReadonlySet<string>;
  /** NODE_MODULE_VERSION, and the highest Node-API level. */
  readonly abi: string;
  readonly napi: string;
  /** The release of the AWS SDK that the runtime began with; null where its provider does not say. */
  readonly sdk: string | null;
  /** Where the data comes from, and the day on which it was read. */
  readonly sources: readonly string[];
  readonly asOf: string;
}
