/**
 * What is known of the packages in a managed runtime. AWS does not publish a runtime's files, so there are
 * two sources: what is documented, which has names and no versions; and what production's own lines say,
 * which has the versions of what was loaded.
 */

export interface ProfilePackage {
  readonly name: string;
  /** Null where it is not known. */
  readonly version: string | null;
  /** The copy's folder, below /var/runtime or /var/lang. */
  readonly path: string;
}

export interface RuntimeProfile {
  /** Lambda's identifier, for example `nodejs24.x`. */
  readonly runtime: string;
  /** The release of the runtime where it is known, such as `nodejs:24.v31`. */
  readonly release: string | null;
  /** Where the data is from, in words for a person. */
  readonly source: string;
  /** The day that it holds for: `2026-11-30`. */
  readonly asOf: string;
  readonly packages: readonly ProfilePackage[];
}

export const runtimeFolder = "/var/runtime/node_modules";

/** As many packages as a profile may have. */
export const maxPackages = 20_000;

/** Lambda's identifiers of Node runtimes. */
export function isNodeRuntime(runtime: string): boolean {
  return /^nodejs\d{2}\.x$/.test(runtime);
}
