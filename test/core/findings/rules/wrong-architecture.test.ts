import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { elf } from "../../support/elf.ts";
import { analyse, findingsOf, nativeEnd, nativeStart, thread } from "../../support/journal.ts";
import { library } from "../../support/library.ts";
import { failedLoad } from "../../support/native-case.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const file = "/opt/nodejs/node_modules/n/prebuilds/linux-x64/n.node";
const message = `${file}: cannot open shared object file: No such file or directory`;
const broken = [nativeStart(file), nativeEnd(file, message)];
const tree = (bytes: Uint8Array, others = {}): Tree => ({
  layers: [
    { "nodejs/node_modules/n": pkg("n", "1.0.0", {}, { "prebuilds/linux-x64/n.node": bytes, ...others }) },
  ],
});

describe("observed", () => {
  test.each([
    ["arm64 on x64", elf({ machine: 183 }), "arm64", 64],
    ["32 bit", elf({ machine: 3, bits: 32 }), "ia32", 32],
    ["another byte order", elf({ machine: 22, endian: "big" }), "s390x", 64],
    ["a machine Node has no name for", elf({ machine: 4242 }), "ELF machine 4242", 64],
  ])("%s", (_, bytes, builtFor, bits) => {
    const [finding] = findingsOf("wrong-architecture", tree(bytes), broken);
    expect(finding).toMatchObject({
      severity: "error",
      package: "n",
      winner: { path: "/opt/nodejs/node_modules/n" },
    });
    expect(finding?.evidence).toEqual({
      ...failedLoad(file, message),
      builtFor,
      bits,
      needed: "x64",
      fitting: null,
    });
  });

  test("a file next to it would have fitted, whatever the folders are called", () => {
    const fitting = "/opt/nodejs/node_modules/n/prebuilds/linux-arm64/n.node";
    const [finding] = findingsOf(
      "wrong-architecture",
      tree(elf({ machine: 183 }), { "prebuilds/linux-arm64/n.node": library() }),
      broken,
    );
    expect(finding?.evidence.fitting).toBe(fitting);
    if (finding !== undefined) expect(messageOf(finding)).toContain(`${fitting} would fit.`);
  });

  test("another file of the package loaded: info", () => {
    const other = "/opt/nodejs/node_modules/n/build/Release/n.node";
    expect(
      findingsOf("wrong-architecture", tree(elf({ machine: 183 })), [
        ...broken,
        nativeStart(other),
        nativeEnd(other),
      ]),
    ).toMatchObject([{ severity: "info" }]);
  });

  test("the process died in the load", () => {
    const { analysis, see } = analyse(tree(elf({ machine: 183 })));
    expect(see(thread(), nativeStart(file)).findings).toEqual([]);
    analysis.observeDeath(1);
    expect(analysis.settle().findings).toEqual([]);
    analysis.observeDeath();
    expect(analysis.settle().findings).toMatchObject([
      { code: "wrong-architecture", evidence: { outcome: "died", loaderMessage: null } },
    ]);
  });
});

describe("silent", () => {
  test.each([
    ["a file that fits and fails for another reason", tree(elf()), broken],
    ["a file that loaded", tree(elf({ machine: 183 })), [nativeStart(file), nativeEnd(file)]],
    ["a file that is gone", {}, broken],
    ["a host that is not Linux", tree(elf({ machine: 183 })), [thread({ platform: "darwin" }), ...broken]],
    ["a load still going on", tree(elf({ machine: 183 })), [nativeStart(file)]],
  ])("about %s", (_, each, records) => expect(findingsOf("wrong-architecture", each, records)).toEqual([]));
});

test("the text contradicts the loader", () => {
  const [finding] = findingsOf("wrong-architecture", tree(elf({ machine: 183 })), broken);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    `${file} of n@1.0.0 in the layer was built for arm64 (64 bit); this function runs on x64. Loading it ` +
      "failed.",
  );
  expect(fixOf(finding)).toContain("--cpu=x64");
});
