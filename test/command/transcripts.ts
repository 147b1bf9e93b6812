/** The transcripts of docs/incident.md: what its commands print. */
import { spawnSync } from "node:child_process";
import { program, Workplace } from "./outcrop.ts";

/** The page with what its commands print today. */
export function withTranscripts(markdown: string): string {
  const place = new Workplace();
  try {
    return markdown.replace(
      /```console\n\$ (.*)\n[\s\S]*?^```/gm,
      (_, command: string) => `\`\`\`console\n$ ${command}\n${printed(place, command)}\`\`\``,
    );
  } finally {
    place.remove();
  }
}

function printed(place: Workplace, command: string): string {
  const script = `outcrop() { "$NODE" "$PROGRAM" "$@"; }; ${command}`;
  const env = { PATH: process.env["PATH"], NODE: process.execPath, PROGRAM: program };
  const { stdout } = spawnSync("bash", ["-c", `{ ${script}; } 2>&1`], {
    cwd: place.path,
    env,
    encoding: "utf8",
  });
  return stdout;
}
