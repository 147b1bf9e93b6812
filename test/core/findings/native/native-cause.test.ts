/** One code at most explains a file, and it is the first obstacle. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elf, LFS_POINTER, machO, pe } from "../../support/elf.ts";
import { type LibraryOptions, library, nodeApiAddon, RETURN } from "../../support/library.ts";
import { causeIn, treeOf, verdictsIn } from "../../support/native-case.ts";

const obstacles: readonly (readonly [code: string, options: LibraryOptions])[] = [
  ["wrong-architecture", { machine: 183 }],
  ["wrong-platform", { osAbi: 9 }],
  ["damaged-binary", { type: 2 }],
  ["wrong-libc", { needed: ["libc.musl-x86_64.so.1"] }],
  ["missing-library", { needed: ["libnope.so.1", "libc.so.6"] }],
  ["newer-libc", { needed: ["libc.so.6"], needs: { "libc.so.6": { "GLIBC_2.38": ["f"] } } }],
  ["abi-mismatch", { defines: { node_register_module_v42: RETURN } }],
];

describe("precedence", () => {
  test.each(obstacles)("%s comes before all that follow", (code, options) => {
    const at = obstacles.findIndex(([each]) => each === code);
    const rest = obstacles.slice(at).map(([, each]) => each);
    const all = {
      ...Object.assign({}, ...rest, options),
      needed: rest.flatMap(({ needed }) => needed ?? []),
    };
    expect(causeIn(treeOf(library(all)))?.code).toBe(code);
    expect(verdictsIn(treeOf(library(all)))).toEqual([`${code} warning`]);
  });
});

describe("silent", () => {
  test.each([
    ["a file that fits", treeOf(nodeApiAddon(8, { needed: ["libc.so.6", "libstdc++.so.6"] })), {}],
    ["a file that is gone", treeOf(nodeApiAddon()), { path: "/opt/gone.node" }],
    [
      "a linker's script among libraries",
      treeOf("", {}, { "opt/lib/libx.so": "GROUP ( libx.so.1 )" }),
      { path: "/opt/lib/libx.so" },
    ],
    ["a script that someone runs", treeOf("#!/lib64/libc.so.6\n"), { use: "run" }],
    [
      "a failure of the module's own",
      treeOf(nodeApiAddon()),
      { outcome: "failed", message: "Module did not self-register: 'x'." },
    ],
  ] as const)("about %s", (_, tree, options) => expect(causeIn(tree, options)).toBeNull());

  test("on a host that is not Linux", () =>
    expect(causeIn(treeOf(machO()), {}, { platform: "darwin" })).toBeNull());

  test("about libraries and C library where the host's own are not to be seen", () =>
    expect(
      causeIn({
        layers: [{ "nodejs/node_modules/n/build/Release/n.node": library({ needed: ["libnope.so"] }) }],
      }),
    ).toBeNull());
});

test("whatever a file holds, no more than one code is reported, and the same again", () => {
  const seeds = [
    elf(),
    machO(),
    pe(),
    new TextEncoder().encode(LFS_POINTER),
    nodeApiAddon(9, { needed: ["libc.so.6"] }),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.nat(700),
      fc.nat(255),
      fc.constantFrom("load", "run"),
      (seed, at, value, use) => {
        const bytes = seed.slice();
        bytes[at] = value;
        const tree = treeOf(bytes);
        const verdicts = verdictsIn(tree, { use });
        expect(verdicts.length).toBeLessThanOrEqual(1);
        expect(verdictsIn(tree, { use })).toEqual(verdicts);
      },
    ),
    { numRuns: 2_000 },
  );
});
