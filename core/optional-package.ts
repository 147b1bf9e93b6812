/** A package that only some commands need. It is loaded when one of them does. */

/**
 * @param absent the error that says what to install
 * @throws what `absent` makes, where the package or a package that it needs is not installed
 */
export async function loadOptional<Module>(
  load: () => Promise<Module>,
  absent: () => Error,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw absent();
  }
}

/**
 * What to run to have the package, in words that follow "Run". npx keeps the command in a folder of its own,
 * where nothing is installed next to it.
 */
export function installing(name: string, env: NodeJS.ProcessEnv = process.env): string {
  return env["npm_command"] === "exec"
    ? `npx --package=outcrop --package=${name} outcrop with the same options`
    : `npm install ${name}`;
}
