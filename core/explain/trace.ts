/**
 * A failure's stack, each frame with the copy its code belongs to.
 *
 * An error is thrown by its innermost frame and, most often, caused there or in what that code called in
 * vain. The function's own code is where packages end: frames outside of it only called it. So `site` is the
 * frames from the innermost to the first of the function's own code, and only these tie a finding to a
 * failure; a handler's plain bug is not the web framework's fault that called the handler.
 */

import { placeInNodeModules } from "../layout/copy.ts";
import type { CopyRef } from "../layout/copy-ref.ts";
import { isRuntimeClient } from "../layout/runtime-client.ts";
import { type Frame, parseStack } from "./stack.ts";

export interface LocatedFrame extends Frame {
  readonly copy: CopyRef;
  /** The function's own code, not one of its packages. */
  readonly own: boolean;
}

export interface Trace {
  /** Innermost first; without Node's built-ins and AWS's runtime client, which are under every stack. */
  readonly frames: readonly LocatedFrame[];
  /** The frames up to the first of the function's own code, that one included. */
  readonly site: readonly LocatedFrame[];
}

export function traceOf(lines: readonly string[], copyOf: (path: string) => CopyRef): Trace {
  const frames: LocatedFrame[] = [];
  for (const frame of parseStack(lines)) {
    if (frame.path.startsWith("node:")) continue;
    const copy = copyOf(frame.path);
    if (isRuntimeClient(frame.path, copy)) continue;
    frames.push({ ...frame, copy, own: copy.root === "function" && placeInNodeModules(frame.path) === null });
  }
  const firstOwn = frames.findIndex(({ own }) => own);
  return { frames, site: firstOwn === -1 ? frames : frames.slice(0, firstOwn + 1) };
}

/** The distinct copies of some frames, in their order. */
export function copiesOf(frames: readonly LocatedFrame[]): readonly CopyRef[] {
  return [...new Map(frames.map(({ copy }) => [copy.path, copy])).values()];
}
