/** `node test/modes/page.ts`: writes docs/modes.md from what the tests of this folder declare. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mode, modes } from "./declared.ts";

export const pagePath = fileURLToPath(new URL("../../docs/modes.md", import.meta.url));

export function modesPage(): string {
  const rows = Object.entries<Mode>(modes).map(
    ([name, { sees, says }]) => `| ${name} | ${sees} | ${says} | tested | tested |`,
  );
  return `# Modes of Lambda

Every row is a test in [test/modes](../test/modes) that runs one function twice in the sandbox, with the real runtime client (for Python, a small
one): without Outcrop, and with it. Responses, errors, exit status and the function's own output must be equal; what Outcrop says is held against
its schema. Written by \`node test/modes/page.ts\`. The last two columns are the Node the tests run with, and the function's where the row names
no other.

| mode | what the function sees | what Outcrop says | Node 22 | Node 24 |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

## Who registers

Where Node lies at /var/lang/bin/node the launcher's shell registers and asks for events until Node is ready to take over: no Node of Outcrop's runs
while the function initialises, but for a provisioned environment, where nobody waits. That needs bash, which AWS's images have. Elsewhere (no bash,
Node on PATH, Managed Instances, a \`register\` that failed) Node registers itself; then the Telemetry API tells of the end of a process that cannot tell it itself.

## Where there is no Node

Lambda executes whatever lies in /opt/extensions, and an extension that ends takes the function down. On a runtime that is not Node the extension
registers for SHUTDOWN alone, from a shell, with bash, curl, wget or python3, whichever is there, and sleeps. An image with none of them, or without
/bin/sh, cannot have an extension of this kind: leave /opt/extensions/outcrop out of it.

In an image of one's own the layer's content is copied into /opt, with its modes kept. Node is taken from /var/lang/bin/node or else from PATH. Where
the entrypoint does not run Lambda's bootstrap, put the wrapper in front of it: \`ENTRYPOINT ["/opt/outcrop-wrapper", "/usr/local/bin/node", …]\`.
Node 14 and older in such an image are not supported; Lambda's own runtimes of these lines are left alone.

SnapStart has no Node runtime.

## Log formats and levels

Every line of Outcrop's carries \`level\` and \`timestamp\`, in both log formats. \`AWS_LAMBDA_LOG_LEVEL\` does not reach them, and
\`OUTCROP_LOG_LEVEL\` steers only its diagnostics. AWS does not say whether Lambda's filter for the JSON format also applies to an extension's lines.
If it does, a function at \`WARN\` or above loses the lines at \`INFO\`, and with them the metrics; findings at \`warning\` and \`error\`, failures and
diagnostics stay. Outcrop raises no line's level to pass the filter.
`;
}

if (process.argv[1] !== undefined && join(process.argv[1]) === fileURLToPath(import.meta.url))
  writeFileSync(pagePath, modesPage());
