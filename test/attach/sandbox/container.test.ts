/** The Dockerfiles of the guide: what they copy, set and start, applied to folders that the sandbox runs. */
import { chmodSync, cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runFunction, type SandboxOptions } from "../../../sandbox/index.ts";
import { Folders, layer, linesOf, ofType } from "../../support/layer-run.ts";
import { attachFolder } from "../attach-folder.ts";
import { parseDockerfile, type Stage } from "../dockerfile.ts";

const folders = new Folders();
afterAll(() => folders.remove());

/**
 * The image's files of the build's context below /opt and /var/task; the layer's zip is unpacked in ./outcrop
 * without any mode, as some tools do.
 */
function build({ copies }: Stage): { opt: string; task: string } {
  const context = folders.make({});
  cpSync(layer, join(context, "outcrop"), { recursive: true });
  for (const file of ["outcrop-wrapper", "extensions/outcrop"])
    chmodSync(join(context, "outcrop", file), 0o644);
  cpSync(join(attachFolder, "container/index.js"), join(context, "index.js"));
  const root = folders.make({});
  for (const { source, target, stage, chmod } of copies) {
    if (stage !== undefined) continue;
    const copied = join(root, target.endsWith("/") && !source.endsWith("/") ? join(target, source) : target);
    mkdirSync(dirname(copied), { recursive: true });
    cpSync(join(context, source), copied, { recursive: true });
    if (chmod !== undefined)
      for (const file of ["outcrop-wrapper", "extensions/outcrop"]) chmodSync(join(copied, file), chmod);
  }
  return { opt: join(root, "opt"), task: join(root, "var/task") };
}

const dockerfile = (name: string): Stage =>
  parseDockerfile(readFileSync(join(attachFolder, "container", name), "utf8"));

async function endsOf(stage: Stage, options: Partial<SandboxOptions>): Promise<unknown[]> {
  const { opt, task } = build(stage);
  const limits = { timeoutMs: 60_000, initTimeoutMs: 60_000 };
  const result = await runFunction({
    task,
    layers: [opt],
    handler: stage.cmd?.[0] ?? "",
    events: [{}, {}],
    ...limits,
    ...options,
  });
  expect(result.responses.map(({ payload }) => payload)).toEqual(["ok", "ok"]);
  return ofType(linesOf(result.logs.extensions["outcrop"]), "invocation").map(
    ({ ended_by: by = "end-mark" }) => by,
  );
}

test("on AWS's base image the bootstrap reads the variable", async () => {
  const stage = dockerfile("Dockerfile");
  expect(stage.from).toMatch(/^public\.ecr\.aws\/lambda\/nodejs:2[24]$/);
  // Its own entrypoint is the one that starts the bootstrap.
  expect(stage.entrypoint).toBeUndefined();
  expect(await endsOf(stage, { env: stage.env })).toEqual(["end-mark", "end-mark"]);
  expect(await endsOf(stage, {})).toEqual(["unobserved", "unobserved"]);
});

/** The sandbox puts no files into the host's own /usr/local: Node is elsewhere there. */
const node = "/node/bin/node";
const image = (entrypoint: readonly string[]): Partial<SandboxOptions> => ({
  image: { node, client: "/client/node_modules/aws-lambda-ric", without: ["node"], entrypoint },
});

test("on another base the entrypoint starts the wrapper", async () => {
  const stage = dockerfile("Dockerfile.own-base");
  const env = { ...stage.env, PATH: "/node/bin:/usr/local/bin:/usr/bin:/bin" };
  const entrypoint = (stage.entrypoint ?? []).map((word) => (word === "/usr/local/bin/node" ? node : word));
  expect(entrypoint).toContain(node);
  expect(stage.workdir).toBe("/var/task");
  expect(await endsOf(stage, { env, ...image(entrypoint) })).toEqual(["end-mark", "end-mark"]);
  // The variable alone does nothing there.
  const ignored = { ...env, AWS_LAMBDA_EXEC_WRAPPER: "/opt/outcrop-wrapper" };
  expect(await endsOf(stage, { env: ignored, ...image(entrypoint.slice(1)) })).toEqual([
    "unobserved",
    "unobserved",
  ]);
  // Nor does the wrapper in front of something that is not Node, like npx.
  const npx = ["/opt/outcrop-wrapper", "/bin/sh", "-c", `exec ${entrypoint.slice(1).join(" ")}`];
  expect(await endsOf(stage, { env, ...image(npx) })).toEqual(["unobserved", "unobserved"]);
});

test("without the modes, which COPY sets, Lambda could not start the extension", async () => {
  const stage = dockerfile("Dockerfile");
  const { opt, task } = build({
    ...stage,
    copies: stage.copies.map((copy) => ({ ...copy, chmod: undefined })),
  });
  const result = await runFunction({
    task,
    layers: [opt],
    env: stage.env,
    events: [{}],
    timeoutMs: 60_000,
    initTimeoutMs: 60_000,
  });
  expect(result.responses.map(({ ok }) => ok)).toEqual([false]);
});
