import { expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../../core/findings/finding.ts";
import { nativeRule } from "../../../../../core/findings/rules/shared/native-rule.ts";
import { library } from "../../../support/library.ts";
import { addonPath, foundOn, subject, treeOf, worldOf } from "../../../support/native-case.ts";

const tree = treeOf(new Uint8Array());
const rule = nativeRule({
  code: "damaged-binary",
  title: "A native file is damaged",
  looksForFittingFile: true,
  fault: ({ defect }) => `is ${defect}`,
  details: ({ size }) => ` It has ${size} bytes.`,
  fix: (name) => `Reinstall ${name}.`,
});

const outcomes = [
  [{ outcome: "failed" }, "Loading it failed."],
  [{ outcome: "failed", recovered: true }, "Loading it failed; another native file of the package loaded."],
  [{ outcome: "failed", survived: true }, "Loading it failed; the function went on without it."],
  [{ outcome: "failed", asked: "tool", use: "run" }, 'Starting it as "tool" failed.'],
  [
    { outcome: "likely", use: "run" },
    "A shell or a script could not run a program, and this one is on its PATH.",
  ],
  [{ outcome: "died" }, "The process ended while loading it."],
  [{ outcome: "latent" }, "Nothing has asked for it yet; loading it would fail."],
  [
    { outcome: "latent", sole: true },
    "Nothing has asked for it yet; loading it will fail, and the package has no other.",
  ],
  [
    { outcome: "latent", recovered: true },
    "Nothing has asked for it; another native file of the package loaded.",
  ],
] as const;

test.each(outcomes)("%j: %s", (options, phrase) => {
  const world = worldOf(tree);
  const [verdict] = rule.judge(subject(world, options), world);
  if (verdict === undefined) throw new Error("no verdict");
  const rest = { loser: null, importer: null, range: null, key: "", importers: 0, accepted: null };
  const finding = { ...rest, ...verdict, code: rule.code } as const;
  expect(rule.message(finding)).toBe(
    `${addonPath} of n@1.0.0 in the layer is empty. ${phrase} It has 0 bytes.`,
  );
  expect(rule.fix(finding)).toBe("Reinstall n.");
});

test("a file that fits is named, and nothing is said about a file with another cause", () => {
  const fitting = { "build/Release/m.node": library() };
  const [finding] = foundOn("damaged-binary", treeOf(new Uint8Array(), fitting));
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toMatch(/ \S+\/m\.node would fit\.$/);
  expect(fixOf(finding)).toContain("`rm node_modules/n/build/Release/n.node`");
  const world = worldOf(treeOf(library({ machine: 183 })));
  expect(rule.judge(subject(world), world)).toEqual([]);
});
