import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitLine } from "../../../core/telemetry/fit-line.ts";
import {
  copiesOf,
  type ListedCopy,
  maxPartBytes,
  type Part,
  partsOf,
  separator,
} from "../../../core/telemetry/inventory.ts";
import { outgoing, outgoingText } from "../../../core/telemetry/outgoing.ts";

const zod: ListedCopy = {
  package: "zod",
  version: "3.24.4",
  root: "layer",
  path: "/opt/nodejs/node_modules/zod",
  modules: 11,
  importer: "/var/task/index.js",
  how: "import",
};

function parts(copies: readonly ListedCopy[]): Part[] {
  const making = partsOf(copies);
  for (;;) {
    const { done, value } = making.next();
    if (done) return value;
  }
}

const readBack = (written: readonly Part[]): (ListedCopy | null)[] =>
  written.flatMap((part) => copiesOf(part.copies, part));

const text = (copy: Partial<ListedCopy>): string | undefined =>
  parts([zod, zod, { ...zod, ...copy }])[0]?.copies;

describe("an inventory", () => {
  it("names a copy, its root and its modules, and once what most copies have", () => {
    expect(
      parts([zod, { ...zod, package: "ms", version: null, path: "/opt/nodejs/node_modules/ms" }]),
    ).toEqual([
      {
        copies: "zod@3.24.4 layer 11, ms layer 11",
        importer: "/var/task/index.js",
        how: "import",
        truncated: false,
      },
    ]);
  });

  it("names places, importers and specifiers that differ", () => {
    const second = (copy: Partial<ListedCopy>): string | undefined => text(copy)?.split(separator)[2];
    expect(second({ path: "/opt/nodejs/node22/node_modules/zod" })).toBe(
      "zod@3.24.4 layer:/opt/nodejs/node22/ 11",
    );
    expect(second({ path: "/opt/nodejs/node_modules/a/node_modules/zod" })).toBe("zod@3.24.4 layer:a/ 11");
    expect(second({ path: "/opt/zod" })).toBe("zod@3.24.4 layer:/opt/zod 11");
    expect(
      second({
        root: "function",
        path: "/var/task/node_modules/.pnpm/zod@3.24.4/node_modules/zod",
        link: "/var/task/node_modules/zod",
      }),
    ).toBe("zod@3.24.4 function:.pnpm/zod@3.24.4/ 11 link=");
    expect(second({ importer: "/opt/nodejs/node_modules/a/b.js" })).toBe("zod@3.24.4 layer 11 by=a/b.js");
    expect(second({ importer: null })).toBe("zod@3.24.4 layer 11 by=");
    expect(second({ specifier: "zod/v4" })).toBe("zod@3.24.4 layer 11 as=zod/v4");
    expect(second({ specifier: "zod", how: "preloaded" })).toBe("zod@3.24.4 layer 11 how=preloaded");
    expect(second({ layer: "shop-utils:7", specifier: "zod/v4" })).toBe(
      "zod@3.24.4 layer 11 in=shop-utils:7 as=zod/v4",
    );
    // A file that holds copies, which Node never resolved.
    expect(second({ root: "function", path: "/var/task/index.js", how: "bundled" })).toBe(
      "zod@3.24.4 function:/var/task/index.js 11 how=bundled",
    );
  });

  it("makes a list of JSON and splits without knowing more than the separator", () => {
    const odd = 'a, b "c" \\d %\u0000\ud800\u202e';
    const written = parts([{ ...zod, package: odd, path: `/opt/${odd}`, importer: odd, specifier: odd }]);
    const { copies } = written[0] as Part;
    expect(JSON.parse(`["${copies.replaceAll(separator, '","')}"]`)).toEqual([copies]);
    expect(outgoing({ copies })).toEqual({ copies });
  });

  it("lets no credential out", () => {
    const secret = "AKIAIOSFODNN7EXAMPLE";
    const written = parts([{ ...zod, package: secret, specifier: `x?${secret}`, importer: secret }]);
    expect(JSON.stringify(written)).not.toContain(secret);
  });

  it("is divided, each part complete in itself and short enough for a line", () => {
    const copies = Array.from({ length: 2_000 }, (_, index) => ({
      ...zod,
      package: `package-${index}`,
      path: `/opt/nodejs/node_modules/a/node_modules/package-${index}`,
      importer: index % 2 === 0 ? zod.importer : `/var/task/lib/${index}/ä.js`,
    }));
    const written = parts(copies);
    expect(written.length).toBeGreaterThan(1);
    for (const part of written) expect(Buffer.byteLength(part.copies)).toBeLessThanOrEqual(maxPartBytes);
    expect(readBack(written)).toEqual(
      copies.map((copy) => ({ ...copy, layer: undefined, link: undefined, specifier: undefined })),
    );
  });

  it("reads every copy back, whatever its texts are", () => {
    fc.assert(
      fc.property(fc.array(anyCopy, { minLength: 1, maxLength: 8 }), (copies) => {
        const written = parts(copies);
        expect(readBack(written)).toEqual(copies.map(expected));
        expect(written.every(({ truncated }) => !truncated)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("bounds what is very long, and says so", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 4 }), (unit) => {
        const long = unit.repeat(20_000);
        const names = {
          package: long,
          version: long,
          path: `/${long}`,
          layer: long,
          link: long,
          specifier: `./${long}`,
        };
        const written = parts([zod, { ...zod, ...names, importer: long }, { ...zod, importer: long }]);
        const lines = written.map((part) => ({ ...part, environment: "0123456789abcdef" }));
        for (const line of lines) expect(fitLine(outgoing(line))).toEqual(line);
        expect(readBack(written)).toHaveLength(3);
        expect(readBack(written)).not.toContain(null);
        expect(written.some(({ truncated }) => truncated)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("reads any text, and finds no copy in another text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (any) => {
        for (const copy of copiesOf(any, zod)) if (copy !== null) expect(copy.root).toMatch(/^[a-z]+$/);
      }),
    );
    expect(copiesOf("zod", zod)).toEqual([null]);
    expect(copiesOf("zod@1 layer many", zod)).toEqual([null]);
    expect(copiesOf("", zod)).toEqual([]);
  });

  it("reads past words of a later version", () => {
    expect(copiesOf("zod@1.0.0 layer 2 size=12 how=later", zod)).toMatchObject([
      { package: "zod", how: "later" },
    ]);
  });
});

const odd = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "@",
      "/",
      "=",
      ":",
      " ",
      ",",
      ", ",
      "%",
      "%2",
      "%2C",
      '"',
      "\\",
      "~",
      "\n",
      "node_modules/",
    ),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});

const folders = [
  "",
  "/",
  "/var/task/node_modules/",
  "/opt/nodejs/node_modules/",
  "/var/task/node_modules/a/node_modules/",
];

const anyPath = fc.tuple(fc.constantFrom(...folders), odd, fc.boolean()).map(
  ([folder, rest, isInFolder]) =>
    (name: string) =>
      folder + (isInFolder ? `node_modules/${name}` : rest),
);

const anyCopy: fc.Arbitrary<ListedCopy> = fc
  .record({
    package: odd,
    version: fc.option(odd),
    root: fc.constantFrom("function", "layer", "runtime", "node", "other"),
    path: anyPath,
    layer: fc.option(odd, { nil: undefined }),
    link: fc.option(anyPath, { nil: undefined }),
    modules: fc.nat(20_000),
    importer: fc.option(fc.tuple(fc.constantFrom(...folders), odd).map((both) => both.join(""))),
    specifier: fc.option(odd, { nil: undefined }),
    how: fc.constantFrom("require", "import", "require.resolve", "preloaded", "bundled"),
  })
  .map((copy) => ({ ...copy, path: copy.path(copy.package), link: copy.link?.(copy.package) }));

/** As a `resolution` line would say it. */
function expected(copy: ListedCopy): ListedCopy {
  const given = (value: string | null | undefined): string | null => (value ? outgoingText(value) : null);
  return {
    package: outgoingText(copy.package),
    version: given(copy.version),
    root: copy.root,
    path: outgoingText(copy.path),
    layer: given(copy.layer) ?? undefined,
    link: given(copy.link) ?? undefined,
    modules: copy.modules,
    importer: given(copy.importer),
    specifier:
      copy.specifier === undefined || copy.specifier === copy.package
        ? undefined
        : outgoingText(copy.specifier),
    how: copy.how,
  };
}
