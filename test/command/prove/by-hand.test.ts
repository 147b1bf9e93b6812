import { afterAll, describe, expect, it } from "vitest";
import type { Artefacts } from "../../../command/prove/artefacts/tree.ts";
import { byHand } from "../../../command/prove/by-hand.ts";
import type { Edit } from "../../../command/prove/repairs/repair.ts";
import { Folders } from "../../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());
const [task, lower, upper] = [
  folders.make({ "node_modules/a/x": "", "lib/a.so.1.2": "", "index.js": "", "bin/a": "" }),
  folders.make({ "nodejs/node_modules/a/x": "", "nodejs/node_modules/b/x": "" }),
  folders.make({ "nodejs/node_modules/a/x": "" }),
] as const;
const artefact = (folder: string, given = folder, isZip = false) => ({ given, isZip, folder });
const artefacts: Artefacts = {
  function: artefact(task),
  layers: [artefact(lower), artefact(upper)],
  tree: { task, opt: upper, layers: [lower, upper] },
};
const inLayer = "nodejs/node_modules";

describe("a repair by hand", () => {
  it.each<[Edit, readonly string[]]>([
    [
      { kind: "copy", from: "/opt/nodejs/node_modules/b", to: "/var/task/node_modules/a" },
      [`rm -r ${task}/node_modules/a`, `cp -a ${lower}/${inLayer}/b ${task}/node_modules/a`],
    ],
    [
      { kind: "copy", from: "/var/task/node_modules/a", to: "/opt/nodejs/node_modules/b/node_modules/a" },
      [
        `mkdir -p ${lower}/${inLayer}/b/node_modules`,
        `cp -a ${task}/node_modules/a ${lower}/${inLayer}/b/node_modules/a`,
      ],
    ],
    [
      { kind: "remove", path: "/opt/nodejs/node_modules/a" },
      [`rm -r ${lower}/${inLayer}/a`, `rm -r ${upper}/${inLayer}/a`],
    ],
    [{ kind: "one-layer", path: "/opt/nodejs/node_modules/a", layer: 0 }, [`rm -r ${upper}/${inLayer}/a`]],
    [
      { kind: "link", path: "/var/task/lib/a.so.1", target: "/var/task/lib/a.so.1.2" },
      [`ln -s ../lib/a.so.1.2 ${task}/lib/a.so.1`],
    ],
    [{ kind: "mode", path: "/var/task/bin/a", mode: 0o755 }, [`chmod 755 ${task}/bin/a`]],
    [
      { kind: "specifier", file: "/var/task/index.js", from: "./a", to: "./a.js" },
      [`In ${task}/index.js, write "./a.js" for "./a".`],
    ],
    [
      {
        kind: "install",
        package: "a",
        range: "^1 || 2",
        to: "/var/task/node_modules/b/node_modules/a",
        cpu: null,
      },
      [`npm install --prefix ${task}/node_modules/b 'a@^1 || 2'`],
    ],
    [
      { kind: "install", package: "@s/a", range: "1.0.0", to: "/var/task/node_modules/@s/a", cpu: "arm64" },
      [`npm install --force --os=linux --cpu=arm64 --libc=glibc --prefix ${task} @s/a@1.0.0`],
    ],
    [{ kind: "node", line: 22 }, ["Set the function's runtime to nodejs22.x."]],
  ])("of %j", (edit, commands) => {
    expect(byHand([edit], artefacts)).toEqual(commands);
  });

  it("says what to do with a zip, and quotes its name for a shell", () => {
    const zip = { ...artefacts, function: artefact(task, "it's.zip", true) };
    expect(byHand([{ kind: "remove", path: "/var/task/node_modules/a" }], zip)).toEqual([
      "Unpack it's.zip first: what follows the colon is a path in it.",
      `rm -r 'it'\\''s.zip:node_modules/a'`,
    ]);
  });
});
