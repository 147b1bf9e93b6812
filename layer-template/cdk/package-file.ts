/** Files of the npm package that the built `cdk/index.js` belongs to. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * @param path from the package's top folder
 * @throws if the package has no such file: it was not installed whole, or this module was bundled
 */
export function packageFile(path: string): string {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (existsSync(file)) return file;
  throw new Error(
    `outcrop/cdk: ${file} does not exist. Install outcrop again. If you bundle the CDK app, leave outcrop out`,
  );
}
