/**
 * What replaces Lambda's Node runtime: images of the customer's own, another language, an older
 * Node.
 */
import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "vitest";
import type { SandboxOptions } from "../../sandbox/index.ts";
import { attached } from "../support/layer-run.ts";
import { bothArms, expectEverything, folder, modeTest, plain } from "./both-arms.ts";
import { oldNode } from "./old-node.ts";

/**
 * Node, client and entrypoint where Lambda has none of them; the layer's content was copied into /opt when
 * the image was built.
 */
const ownImage = { node: "/node/bin/node", client: "/client", without: ["node"] } as const;
const start = ["/node/bin/node", "/client/index.mjs"] as const;
const path = { PATH: "/node/bin:/usr/local/bin:/usr/bin:/bin" };

modeTest("your own image, with the wrapper in its entrypoint", async () => {
  // Without Outcrop there is no wrapper in /opt: one entrypoint serves both.
  const entrypoint = [
    "/bin/sh",
    "-c",
    'w=/opt/outcrop-wrapper; [ -x "$w" ] || w=; exec $w "$@"',
    "sh",
    ...start,
  ];
  expectEverything(
    await bothArms(
      { task: folder(plain), env: path, image: { ...ownImage, entrypoint } },
      [{}, { lazy: true }],
      {},
    ),
    ["one", "lazy"],
  );
});

modeTest("your own image, without the wrapper", async () => {
  const { of } = await bothArms(
    { task: folder(plain), env: path, image: { ...ownImage, entrypoint: start } },
    [{}, {}],
    {},
  );
  expect(of("environment")[0]?.["message"]).toContain("no shim");
  expect(of("invocation").map((line) => line["ended_by"])).toEqual(["unobserved", "unobserved"]);
});

modeTest("a bootstrap that starts Node again with the same extension", async () => {
  const once = `const { existsSync, writeFileSync } = require('node:fs');
    if (!existsSync('/tmp/been-here')) { writeFileSync('/tmp/been-here', ''); process.exit(3); }
    ${plain["index.js"]}`;
  const entrypoint = [
    ...["/bin/sh", "-c", 'w=/opt/outcrop-wrapper; [ -x "$w" ] || w=; until $w "$@"; do :; done', "sh"],
    ...start,
  ];
  const task = folder({ ...plain, "index.js": once });
  const told = await bothArms(
    { task, env: path, image: { ...ownImage, entrypoint } },
    [{}, { lazy: true }, {}],
    {},
  );
  expect(told.layered.responses.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(told.of("invocation").map((line) => line["request_id"])).toEqual(
    told.layered.responses.map(({ requestId }) => requestId),
  );
  for (const name of ["one", "lazy"])
    expect(told.of("resolution").filter((line) => line["package"] === name)).toHaveLength(1);
});

modeTest("no bash in the image", async () => {
  const told = await bothArms({ task: folder(plain), image: { without: ["bash"] } }, [{}, { lazy: true }]);
  expectEverything(told, ["one", "lazy"]);
  expect(told.layered.logs.platform).toContain(
    "TELEMETRY\tName: outcrop\tState: Subscribed\tTypes: [platform]",
  );
});

const python = (without: readonly string[]): SandboxOptions => ({
  task: folder({}),
  image: {
    node: null,
    entrypoint: [
      "/bin/sh",
      "-c",
      "exec $AWS_LAMBDA_EXEC_WRAPPER /var/lang/bin/python3 /var/runtime/bootstrap.py",
    ],
    files: {
      "/var/lang/bin/python3": realpathSync("/usr/bin/python3"),
      "/var/runtime/bootstrap.py": resolve("test/fixtures/runtimes/bootstrap.py"),
    },
    without,
  },
});

for (const [name, without] of [
  ["Python, bash in the image", []],
  ["Python, no bash", ["bash"]],
  ["Python, no bash and no curl", ["bash", "curl"]],
  ["Python, no bash, curl or wget", ["bash", "curl", "wget"]],
] as const) {
  modeTest(name, async () => {
    // A proxy of the customer's must not get the extension's requests.
    const proxy = { http_proxy: "http://127.0.0.1:9" };
    const options = python(without);
    const { layered, lines } = await bothArms({ ...options, env: proxy }, [{ a: 1 }, { a: 2 }], attached);
    expect(layered.responses.map(({ payload }) => payload)).toEqual([{ a: 1 }, { a: 2 }]);
    expect(lines).toMatchObject([
      { outcrop: "diagnostic", level: "WARN", message: "inactive: the runtime is not Node" },
    ]);
    // No invocation waits for it.
    expect(layered.logs.platform).toContain("EXTENSION\tName: outcrop\tState: Ready\tEvents: [SHUTDOWN]");
  });
}

for (const line of [16, 18, 20] as const) {
  modeTest(`Node ${line}`, async () => {
    const options: SandboxOptions = { task: folder(plain), node: oldNode(line), client: "ric3" };
    const { layered, lines } = await bothArms(options, [{}, { lazy: true }]);
    expect(layered.responses.map(({ payload }) => payload)).toEqual([
      ["one", null],
      ["one", "lazy"],
    ]);
    expect(lines).toMatchObject([
      {
        outcrop: "diagnostic",
        level: "WARN",
        message: expect.stringMatching(/^inactive, Node v\S+ has no module\.registerHooks/),
      },
    ]);
  });
}
