/** The check of phrases finds them in prose, and leaves code and quotations alone. */
import { describe, expect, it } from "vitest";
import { discouraged, problemsIn } from "../../build/plain-english.ts";

const phrasesIn = (path: string, text: string): string[] =>
  discouraged(path, text).map(({ line, phrase }) => `${line} ${phrase}`);

describe("a page", () => {
  it("has its phrases reported by line, with the plain form", () => {
    expect(discouraged("page.md", "# Title\n\nThe file is no\nbinary. It lies in /opt.\n")).toEqual([
      { line: 3, phrase: "is no", plain: '"is not a"' },
      { line: 4, phrase: "lies", plain: '"is in"' },
    ]);
  });

  it.each([
    ["There is no finding, and it is no longer read."],
    ["`told` in a code span, and ``it tells `nobody` `` too"],
    ["```\nnobody told me\n```"],
    ["   ```sh\n   # nobody told me\n   ```"],
    ["<!-- told: nobody -->"],
    ["[a page](told.md), https://docs.example/beside"],
    ['The loader says "a file is no library" then.'],
    ["| the file is | no |"],
    ["the first paragraph ends where it is\n\nno paragraph is joined"],
    ["besides, an understanding outstanding bearer relayed it"],
  ])("has none in %j", (text) => expect(phrasesIn("page.md", text)).toEqual([]));

  it("does not take an apostrophe or a lone quotation mark for a quotation", () => {
    expect(phrasesIn("page.md", "It's told, isn't it\n\n5\" wide, and told\n\n5\" high")).toEqual([
      "1 told",
      "3 told",
    ]);
  });
});

describe("a program", () => {
  const templated = ["1 nobody", "1 told", "1 tells", "1 lies"];

  it.each([
    ["a line's comment", "const a = 1; // it tells all", ["1 tells"]],
    ["a comment over two lines", "/** The file is\n * no binary. */", ["1 is no"]],
    ["comments of one line each", "// The file is\n  // no binary.", ["1 is no"]],
    ["a string", 'fail(\n"nobody is here");', ["2 nobody"]],
    [
      "a template with another in it",
      `f(\`nobody \${{ a: 1 }.a} told me \${\`and \${b} tells you\`} it lies there\`);`,
      templated,
    ],
    ["a comment after a regular expression", "const quote = /[\"'`]/g; // it tells all", ["1 tells"]],
    ["a comment after a division", "const half = (a + b) / 2; const c = d / 2; // it tells all", ["1 tells"]],
  ])("has its phrases found in %s", (_, text, phrases) =>
    expect(phrasesIn("code.ts", text)).toEqual(phrases),
  );

  it.each([
    ["const told = tells.nobody + beside(lies);"],
    ['send("told", { kind: "nobody", key: "is-no" });'],
    ["const pattern = /nobody told (me|you)/;"],
    [`const sum = \`\${told} and \${nobody(beside)}\`;`],
    ['// `told` is a key, and "nobody told me" a message of another program'],
    ["const message = 'it prints \"nobody told me\" twice';"],
    ['const message = "is";\nconst other = "no binary at all";'],
    ["const program = `console.log(tell(1))`;"],
  ])("has none in %j", (text) => expect(phrasesIn("code.ts", text)).toEqual([]));
});

it("reads the comments of scripts and templates, and nothing else of them", () => {
  const script = `#!/bin/sh\n# It is\n# no file.\nx=\${told#nobody}; echo $# told # nobody\n`;
  expect(phrasesIn("a.sh", script)).toEqual(["2 is no", "4 nobody"]);
  expect(phrasesIn("a.yaml", "Key: told # it tells all\n")).toEqual(["1 tells"]);
  expect(phrasesIn("layer-template/wrapper", "#!/bin/sh\n# told\n")).toEqual(["2 told"]);
  expect(phrasesIn("a.json", '{"a": "nobody told me"}')).toEqual([]);
});

describe("a room", () => {
  const found = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ line: index + 1, phrase: "told", plain: '"say"' }));

  it("that is not listed may have no phrase", () => {
    expect(problemsIn(new Map([["docs/a.md", found(1)]]), {})).toEqual(['docs/a.md:1: "told": write "say"']);
    expect(problemsIn(new Map([["docs/a.md", []]]), {})).toEqual([]);
  });

  it("that is listed may have so many, in all of its files", () => {
    const files = new Map([
      ["core/a.ts", found(1)],
      ["core/native/b.ts", found(2)],
    ]);
    expect(problemsIn(files, { core: 3 })).toEqual([]);
    expect(problemsIn(files, { core: 2 })).toEqual([
      expect.stringContaining("core has 3 discouraged phrases, and may have 2"),
    ]);
    expect(problemsIn(files, { test: 3 })).toHaveLength(3);
  });

  it("docs/generated is one of its own", () => {
    expect(problemsIn(new Map([["docs/generated/a.md", found(2)]]), { "docs/generated": 2 })).toEqual([]);
    expect(problemsIn(new Map([["docs/generated/a.md", found(2)]]), { docs: 2 })).toHaveLength(2);
  });
});
