/**
 * Which files the end of a child speaks against:
 * 1. the program that was asked for: by itself, or as the one command of a shell;
 * 2. where that is a script, or a shell was given more than one command: whatever native program the function
 *    and the layers have in the folders of PATH. The shell does not say which one it could not run.
 */
import type { SpawnRecord } from "../../journal/records.ts";
import { isInside } from "../../layout/paths.ts";
import { findProgram, isShell, pathFolders } from "../../native/program-search.ts";
import type { World } from "../rule/world.ts";
import { isScript, programsIn } from "./programs.ts";

export interface Suspect {
  /** Null where a look-up found nothing. */
  readonly path: string | null;
  readonly outcome: "failed" | "likely";
  /** How it was asked for, where that is not its path. */
  readonly asked: string | null;
}

const maxSuspects = 64;

export function* suspectsOf(spawn: SpawnRecord, world: World): Generator<Suspect, void> {
  const { file, command, code } = spawn;
  const shell = isShell(file);
  const name = shell ? command : file;
  const path = name === null ? null : findProgram(name, spawn, world.files);
  if (path !== null) {
    const real = world.files.realpath(path) ?? path;
    yield { path: real, outcome: "failed", asked: name === real ? null : name };
    if (!isScript(path, world)) return;
  } else if (!shell || (name !== null && !shellWords.has(name))) return;
  if (code !== 126 && code !== 127 && code !== 2) return;
  yield* onPath(spawn, world);
}

function* onPath(spawn: SpawnRecord, world: World): Generator<Suspect, void> {
  const { function: task, layer } = world.roots;
  let left = maxSuspects;
  for (const folder of pathFolders(spawn)) {
    if (!isInside(folder, task) && !isInside(folder, layer)) continue;
    for (const path of programsIn(folder, world)) {
      if (left-- <= 0) return;
      yield { path, outcome: "likely", asked: null };
    }
  }
}

/** Commands with which a line for a shell begins before it names a program. */
const shellWords: ReadonlySet<string> = new Set(
  (
    ". cd exec export eval set source time ulimit umask unset if for while " + "env nice nohup timeout xargs"
  ).split(" "),
);
