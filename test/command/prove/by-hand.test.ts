import { describe, expect, it } from "vitest";
import type { Artefacts } from "../../../command/prove/artefacts/tree.ts";
import { byHand } from "../../../command/prove/by-hand.ts";
import type { Edit } from "../../../command/prove/repairs/repair.ts";

const artefact = (given: string, isZip = false) => ({ given, isZip, folder: "/nowhere" });
const artefacts: Artefacts = {
  function: artefact("dist/fn"),
  layers: [artefact("layers/it's mine")],
  tree: { task: "/nowhere", opt: "/nowhere", layers: [] },
};

describe("a repair by hand", () => {
  it.each<[Edit, readonly string[]]>([
    [
      { kind: "copy", from: "/opt/nodejs/node_modules/a", to: "/var/task/node_modules/a" },
      [
        "rm -rf dist/fn/node_modules/a",
        `cp -a 'layers/it'\\''s mine/nodejs/node_modules/a' dist/fn/node_modules/a`,
      ],
    ],
    [{ kind: "remove", path: "/var/task/node_modules/a" }, ["rm -r dist/fn/node_modules/a"]],
    [
      { kind: "link", path: "/var/task/lib/a.so.1", target: "/var/task/lib/a.so.1.2" },
      ["rm -rf dist/fn/lib/a.so.1", "ln -s ../lib/a.so.1.2 dist/fn/lib/a.so.1"],
    ],
    [{ kind: "mode", path: "/var/task/bin/a", mode: 0o755 }, ["chmod 755 dist/fn/bin/a"]],
    [
      { kind: "specifier", file: "/var/task/index.js", from: "./a", to: "./a.js" },
      ['In dist/fn/index.js, write "./a.js" for "./a".'],
    ],
    [
      {
        kind: "install",
        package: "a",
        range: "^1 || 2",
        to: "/var/task/node_modules/b/node_modules/a",
        cpu: null,
      },
      ["cd dist/fn/node_modules/b && npm install 'a@^1 || 2'"],
    ],
    [
      { kind: "install", package: "@s/a", range: "1.0.0", to: "/var/task/node_modules/@s/a", cpu: "arm64" },
      ["cd dist/fn && npm install --force --os=linux --cpu=arm64 --libc=glibc @s/a@1.0.0"],
    ],
    [{ kind: "node", line: 22 }, ["Set the function's runtime to nodejs22.x."]],
  ])("of %j", (edit, commands) => {
    expect(byHand([edit], artefacts)).toEqual(commands);
  });

  it("names a file in a zip", () => {
    const zip = { ...artefacts, function: artefact("build/fn.zip", true) };
    expect(byHand([{ kind: "remove", path: "/var/task/a" }], zip)).toEqual(["rm -r fn.zip:a"]);
  });
});
