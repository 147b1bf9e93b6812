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

Each row is a test in [test/modes](../test/modes). The test runs one function twice in the sandbox, without
Outcrop and with it. It uses the real runtime client (for Python, a small one). Responses, errors, exit status
and the function's own output must be equal. The test checks Outcrop's lines against the schema. The last two
columns are the Node that runs the tests. It is also the function's Node, unless the row names another.

Written by \`node test/modes/page.ts\`.

| mode | what the function sees | what Outcrop says | Node 22 | Node 24 |
| --- | --- | --- | --- | --- |
${rows.join("\n")}

## Who registers

If Node is at /var/lang/bin/node, the launcher's shell registers and asks for events until Node is ready to
take over. So Outcrop runs no Node while the function initialises. A provisioned environment is the exception,
because nothing waits for it. The shell needs bash, which AWS's images have.

In all other cases Node registers itself: no bash, Node on PATH, Managed Instances, or a \`register\` that
failed. The Telemetry API then reports the end of a process that cannot report it itself.

## Without Node

Lambda executes every file in /opt/extensions, and an extension that ends takes the function down. On a
runtime that is not Node, the extension registers for SHUTDOWN alone and sleeps. It does so from a shell, with
bash, curl, wget or python3, whichever the image has. An image with none of them, or without /bin/sh, cannot
have an extension of this kind: leave /opt/extensions/outcrop out of it.

For your own image, copy the layer's content into /opt and keep its modes. Outcrop takes Node from
/var/lang/bin/node, or else from PATH. If the entrypoint does not run Lambda's bootstrap, put the wrapper in
front of it: \`ENTRYPOINT ["/opt/outcrop-wrapper", "/usr/local/bin/node", …]\`. Outcrop does not support Node 14
and older in such an image. It does nothing on Lambda's own runtimes of these lines.

SnapStart has no Node runtime.

## Log formats and levels

Every line of Outcrop's carries \`level\` and \`timestamp\`, in both log formats. \`AWS_LAMBDA_LOG_LEVEL\` does not
affect them, and \`OUTCROP_LOG_LEVEL\` controls only the diagnostics. AWS does not say whether Lambda's filter
for the JSON format also applies to an extension's lines. If it does, a function at \`WARN\` or above loses the
lines at \`INFO\`, and with them the metrics. Findings at \`warning\` and \`error\`, failures and diagnostics stay.
Outcrop does not raise a line's level to pass the filter.
`;
}

if (process.argv[1] !== undefined && join(process.argv[1]) === fileURLToPath(import.meta.url))
  writeFileSync(pagePath, modesPage());
