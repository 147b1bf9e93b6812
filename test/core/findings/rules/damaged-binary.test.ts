import { describe, expect, test } from "vitest";
import type { Finding } from "../../../../core/findings/finding.ts";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { machO } from "../../support/elf.ts";
import { analyse, nativeStart, thread } from "../../support/journal.ts";
import { library, nodeApiAddon } from "../../support/library.ts";
import { addonPath, copyPath, foundOn, treeOf, verdictsIn } from "../../support/native-case.ts";

const whole = nodeApiAddon();
const short = `${addonPath}: file too short`;

describe("observed", () => {
  test("cut off behind its headers: the process died in the load", () => {
    const { analysis, see } = analyse(treeOf(whole.subarray(0, 400), { "build/Release/other.node": whole }));
    see(thread(), nativeStart(addonPath));
    analysis.observeDeath();
    const [finding] = analysis.settle().findings;
    expect(finding?.evidence).toEqual({
      file: addonPath,
      outcome: "died",
      use: "load",
      loaderMessage: null,
      recovered: false,
      survived: false,
      last: false,
      sole: false,
      asked: null,
      offered: [],
      defect: "truncated",
      size: 400,
      neededSize: whole.length,
      refusal: null,
      cpu: "x64",
      fitting: `${copyPath}/build/Release/other.node`,
    });
    expect(finding?.severity).toBe("error");
  });

  test.each([
    ["empty", "", short],
    ["header-cut", whole.subarray(0, 60), short],
    ["unknown", new Uint8Array([0, 0, 0, 0]), `${addonPath}: invalid ELF header`],
    ["directory", { x: "" }, `${addonPath}: cannot read file data: Is a directory`],
    ["refused", whole, `${addonPath}: cannot allocate memory in static TLS block`],
    ["refused", whole, `${addonPath}: undefined symbol: vips_init`],
    ["not-a-library", nodeApiAddon(null, { type: 1 }), `${addonPath}: only ET_DYN and ET_EXEC can be loaded`],
    ["not-a-library", nodeApiAddon(null, { type: 2 }), `${addonPath}: cannot dynamically load executable`],
  ])("%s", (defect, content, message) => {
    const [finding, ...more] = foundOn("damaged-binary", treeOf(content), message);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: "error", evidence: { defect, loaderMessage: message } });
  });
});

describe("latent", () => {
  test("a program without its x bit", () => {
    const path = `${copyPath}/bin/tool`;
    const tree = { ...treeOf("", { "bin/tool": "#!/bin/sh" }), modes: { [path]: 0o644 } };
    expect(verdictsIn(tree, { path, use: "run" })).toEqual(["damaged-binary warning"]);
  });
});

describe("silent", () => {
  test.each([
    ["bytes missing that no segment needs", library({ defines: { f: [0xc3] } })],
    ["a file for macOS", machO()],
    ["a cut file for another CPU: that comes first", nodeApiAddon(null, { machine: 183 }).subarray(0, 400)],
  ])("about %s", (_, content) => expect(foundOn("damaged-binary", treeOf(content))).toEqual([]));

  test.each([
    `Module did not self-register: '${addonPath}'.`,
    "Cannot load native addon because loading addons is disabled.",
    `${addonPath}: cannot open shared object file: No such file or directory`,
  ])("about a whole file whose load ended with %j", (message) =>
    expect(foundOn("damaged-binary", treeOf(whole), message)).toEqual([]),
  );
});

test("the text says what is wrong, and what to do", () => {
  const told = (finding: Finding | undefined): string =>
    finding === undefined ? "" : `${messageOf(finding)} ${fixOf(finding)}`;
  expect(told(foundOn("damaged-binary", treeOf(""), short)[0])).toContain(
    `${addonPath} of n@1.0.0 in the layer is empty. Loading it failed. A download, a copy or the packing ` +
      `damaged the file. Run \`rm -rf`,
  );
  expect(told(foundOn("damaged-binary", treeOf(whole.subarray(0, 400)))[0])).toContain(
    `is cut off: it has 400 of the ${whole.length} bytes that its headers announce.`,
  );
});
