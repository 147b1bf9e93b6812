/**
 * Path arithmetic on absolute "/" paths. Lambda is Linux only, and these few lines load faster than
 * node:path.
 */

/** `/a/b` -> `/a`, `/a` -> `/`; null for `/` and for anything that is not absolute. */
export function parentOf(path: string): string | null {
  const slash = path.lastIndexOf("/");
  if (slash < 0 || path === "/") return null;
  return slash === 0 ? "/" : path.slice(0, slash);
}

export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** True for the folder itself and everything below it. */
export function isInside(path: string, folder: string): boolean {
  if (!path.startsWith(folder)) return false;
  return path.length === folder.length || folder.endsWith("/") || path[folder.length] === "/";
}

/**
 * `relative` seen from `folder`, with `.` and `..` resolved lexically; an absolute `relative` is the answer
 * itself.
 */
export function joinPath(folder: string, relative: string): string {
  const segments: string[] = [];
  const whole = relative.startsWith("/") ? relative : `${folder}/${relative}`;
  for (const segment of whole.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

/**
 * Whether a relative or absolute specifier, asked for in `directory`, leads out of `folder`. False for any
 * other specifier.
 */
export function leadsOut(specifier: string, directory: string, folder: string): boolean {
  return /^\.{0,2}\//.test(specifier) && !isInside(joinPath(directory, specifier), folder);
}
