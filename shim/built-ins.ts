/**
 * What the shim does about a module of Node's own waits until the function asks for it: to load it is most of
 * the shim's start.
 */
export type Asked = (url: string) => void;

/**
 * @param actions by the module's URL; each is run once, at once where Node or an earlier preload has loaded
 *   the module
 */
export function whenFirstAsked(actions: Readonly<Record<string, () => void>>): Asked {
  const left = { __proto__: null, ...actions } as unknown as Record<string, (() => void) | undefined>;
  const asked: Asked = (url) => {
    const action = left[url];
    if (action === undefined) return;
    left[url] = undefined;
    try {
      action();
    } catch {}
  };
  const { moduleLoadList } = process as unknown as { moduleLoadList: readonly string[] };
  for (const url of Object.keys(actions))
    if (moduleLoadList.includes(`NativeModule ${url.slice(5)}`)) asked(url);
  return asked;
}
