/**
 * Delays the shim's work on a built-in module of Node until the function asks for that module: loading such
 * modules is most of the shim's start.
 */
export type Asked = (url: string) => void;

/**
 * @param actions by the module's URL. Each runs once. If Node or an earlier preload has already loaded the
 *   module, it runs immediately
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
