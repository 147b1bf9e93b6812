import { placeInNodeModules } from "./copy.ts";
import type { CopyRef } from "./copy-ref.ts";

/**
 * Whether the importer is AWS's runtime client, which probes for the handler's file by trial. On Lambda it
 * is in the runtime's own directory (/var/runtime/index.mjs), in a container image where its package,
 * aws-lambda-ric, was installed.
 */
export function isRuntimeClient(importer: string | null, copy: CopyRef | null): boolean {
  if (importer === null || copy === null) return false;
  return (
    copy.package === "aws-lambda-ric" || (copy.root === "runtime" && placeInNodeModules(importer) === null)
  );
}
