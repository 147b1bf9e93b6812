import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { analyse, nativeStart, thread } from "../../support/journal.ts";
import { library, nodeApiAddon, RETURN } from "../../support/library.ts";
import { addonPath, failedLoad, foundOn, treeOf } from "../../support/native-case.ts";

const message = `Module did not self-register: '${addonPath}'.`;
const bound = library({ defines: { node_register_module_v115: RETURN } });

describe("observed", () => {
  test("another NODE_MODULE_VERSION", () => {
    const [finding, ...more] = foundOn("abi-mismatch", treeOf(bound), message);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity: "error", package: "n" });
    expect(finding?.evidence).toEqual({
      ...failedLoad(addonPath, message),
      kind: "module-version",
      built: 115,
      host: 127,
      symbol: null,
      node: "v22.23.3",
      by: "symbol",
    });
    if (finding === undefined) return;
    expect(messageOf(finding)).toContain("was built for NODE_MODULE_VERSION 115; v22.23.3 has 127.");
    expect(fixOf(finding)).toContain("npm rebuild n");
  });

  test("a symbol of V8's that this Node does not have", () => {
    const [finding] = foundOn(
      "abi-mismatch",
      treeOf(library()),
      `${addonPath}: undefined symbol: _ZN2v87Context6GlobalEv`,
    );
    expect(finding?.evidence).toMatchObject({
      kind: "symbol",
      built: null,
      symbol: "_ZN2v87Context6GlobalEv",
      by: "error",
    });
    if (finding !== undefined)
      expect(messageOf(finding)).toContain(
        "was built for another Node: v22.23.3 has no _ZN2v87Context6GlobalEv.",
      );
  });

  test("a Node-API level above this Node's: the process died in the load", () => {
    const { analysis, see } = analyse(treeOf(nodeApiAddon(11)));
    see(thread(), nativeStart(addonPath));
    analysis.observeDeath();
    const [finding] = analysis.settle().findings;
    expect(finding).toMatchObject({
      code: "abi-mismatch",
      severity: "error",
      evidence: { outcome: "died", kind: "node-api", built: 11, host: 10 },
    });
    if (finding === undefined) return;
    expect(messageOf(finding)).toContain(
      "needs Node-API 11; v22.23.3 has 10. The process ended while loading it.",
    );
    expect(fixOf(finding)).toContain("a newer Node");
  });
});

describe("silent", () => {
  test.each([
    ["a module for this Node", library({ defines: { node_register_module_v127: RETURN } }), {}],
    ["Node-API of a level it has", nodeApiAddon(10), {}],
    ["Node-API on any Node", nodeApiAddon(), { abi: "999" }],
    [
      "a module for another Node that misses a library: that comes first",
      library({ needed: ["libnope.so"], defines: { node_register_module_v115: RETURN } }),
      {},
    ],
    ["a library that is not an addon", library(), {}],
  ])("about %s", (_, bytes, host) =>
    expect(foundOn("abi-mismatch", treeOf(bytes), message, host)).toEqual([]),
  );
});
