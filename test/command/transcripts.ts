/** The transcripts of guides: what their commands print. */
import { spawnSync } from "node:child_process";
import { FleetPlace } from "../check/what-if/fleet-place.ts";
import { TourPlace } from "../tour/tour-place.ts";
import { CheckPlace } from "./check-place.ts";
import { program, Workplace } from "./outcrop.ts";

/** docs/incident.md with what its commands print today. */
export function withTranscripts(markdown: string): string {
  return transcribed(markdown, new Workplace());
}

/** docs/check.md or docs/lock.md with what its commands print today. */
export function withCheckTranscripts(markdown: string): string {
  return transcribed(markdown, new CheckPlace());
}

/** docs/what-if.md with what its commands print today. */
export function withFleetTranscripts(markdown: string): string {
  return transcribed(markdown, new FleetPlace());
}

/** docs/tour.md with what its commands print today. */
export function withTourTranscripts(markdown: string): string {
  // npm finds its registry, its cache and its certificates in the environment.
  return transcribed(markdown, new TourPlace(), process.env);
}

function transcribed(
  markdown: string,
  place: Pick<Workplace, "path" | "remove">,
  env: NodeJS.ProcessEnv = { PATH: process.env["PATH"] },
): string {
  try {
    return markdown.replace(
      /```console\n\$ (.*)\n[\s\S]*?^```/gm,
      (_, command: string) => `\`\`\`console\n$ ${command}\n${printed(place.path, command, env)}\`\`\``,
    );
  } finally {
    place.remove();
  }
}

function printed(cwd: string, command: string, given: NodeJS.ProcessEnv): string {
  const script = `outcrop() { "$NODE" "$PROGRAM" "$@"; }; ${command}`;
  const env = { ...given, NODE: process.execPath, PROGRAM: program };
  const { stdout } = spawnSync("bash", ["-c", `{ ${script}; } 2>&1`], { cwd, env, encoding: "utf8" });
  return stdout;
}
