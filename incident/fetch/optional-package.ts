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
