/** Programs that are put together of parts whose edges are known. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Edge } from "../../../check/walk/edge.ts";
import { edgesOf } from "../../../check/walk/edges.ts";

type Known = Pick<Edge, "how" | "specifier" | "eager" | "conditional" | "guarded">;

interface Part {
  readonly code: string;
  readonly edges: readonly Known[];
}

const specifier = fc.constantFrom("a", "./b", "@c/d/e.js", "#f", "node:g");

const leaf = fc
  .tuple(fc.constantFrom("require", "import", "require.resolve"), specifier, fc.nat(2))
  .map(([how, name, spelling]): Part => {
    const text = [`"${name}"`, `\`${name}\``, `"${name.slice(0, 1)}" + '${name.slice(1)}'`][spelling];
    const edge = { how, specifier: name, eager: true, conditional: false, guarded: false } as const;
    return { code: `${how}(${text});`, edges: [edge as Known] };
  });

const changed = (inner: Part, code: string, change: Partial<Known>): Part => ({
  code,
  edges: inner.edges.map((edge) => ({ ...edge, ...change })),
});

const { part } = fc.letrec<{ part: Part }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    tie("part").map((inner) => changed(inner, `{ ${inner.code} }`, {})),
    tie("part").map((inner) => changed(inner, `(() => { ${inner.code} })();`, {})),
    tie("part").map((inner) => changed(inner, `!function () { ${inner.code} }.call(this);`, {})),
    tie("part").map((inner) => changed(inner, `if (x) { ${inner.code} }`, { conditional: true })),
    tie("part").map((inner) => changed(inner, `for (const y of z) { ${inner.code} }`, { conditional: true })),
    tie("part").map((inner) => changed(inner, `try { ${inner.code} } catch {}`, { guarded: true })),
    tie("part").map((inner) => changed(inner, `try { ${inner.code} } finally {}`, {})),
    tie("part").map((inner) => changed(inner, `use(() => { ${inner.code} });`, { eager: false })),
    tie("part").map((inner) => changed(inner, `(class { m() { ${inner.code} } });`, { eager: false })),
    tie("part").map((inner) => ({ code: `function f(require) { ${inner.code} }`, edges: hidden(inner) })),
    fc.tuple(tie("part"), tie("part")).map(([one, other]) => ({
      code: `${one.code}\n${other.code}`,
      edges: [...one.edges, ...other.edges],
    })),
  ),
}));

/** A parameter takes the place of `require`; `import` stays. */
function hidden({ edges }: Part): readonly Known[] {
  return edges.filter(({ how }) => how === "import").map((edge) => ({ ...edge, eager: false }));
}

describe("a program of known parts", () => {
  it("has their edges, in their order", () => {
    fc.assert(
      fc.property(part, ({ code, edges }) => {
        const found = edgesOf(code, "commonjs", "/var/task/index.js").edges.map(
          ({ how, specifier: name, eager, conditional, guarded }) => ({
            ...{ how, specifier: name, eager, conditional, guarded },
          }),
        );
        expect(found).toEqual(edges);
      }),
      { numRuns: 500 },
    );
  });
});

describe("any text", () => {
  it("has a bounded answer, or is not a program", () => {
    const word = fc.constantFrom(
      ..."require ( ) ' \" ` $ { } . , ; import from export const a = => [ ] ? : new URL await".split(" "),
    );
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 40 }),
        fc.constantFrom("commonjs", "module"),
        (words, format) => {
          const source = words.join(" ");
          try {
            const { edges, computed } = edgesOf(
              source,
              format as "commonjs" | "module",
              "/var/task/index.js",
            );
            expect(edges.length + computed.length).toBeLessThanOrEqual(8 * source.length);
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
