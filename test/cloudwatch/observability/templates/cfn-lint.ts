/** cfn-lint, AWS's other linter, on the texts of templates. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

interface Match {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

/**
 * `rule: message` of everything that it finds in each text, its advice too. It takes seconds to start, so all
 * texts are in one call. @throws Error where it cannot run
 */
export function lintProblems(texts: readonly string[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), "cfn-lint-"));
  try {
    const paths = texts.map((text, place) => {
      const path = join(folder, `${place}.yaml`);
      writeFileSync(path, text);
      return path;
    });
    const settings = ["--format", "json", "--regions", "eu-central-1", "--include-checks", "I"];
    const { status, stdout, stderr, error } = spawnSync("cfn-lint", [...settings, "--", ...paths], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    // Without findings it prints an empty list.
    if (error !== undefined || !stdout.trim().startsWith("["))
      throw new Error(`cfn-lint ended with ${status}: ${error?.message ?? stderr}`);
    const found: string[][] = texts.map(() => []);
    for (const { Filename, Rule, Message } of JSON.parse(stdout) as Match[])
      found[Number.parseInt(basename(Filename), 10)]?.push(`${Rule.Id}: ${Message}`);
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
