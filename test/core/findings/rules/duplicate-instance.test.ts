import { describe, expect, test } from "vitest";
import { fixOf, messageOf } from "../../../../core/findings/finding.ts";
import { analyse, findingsOf, got, thread } from "../../support/journal.ts";
import { pkg, type Tree } from "../../support/tree.ts";

const tree: Tree = {
  function: {
    node_modules: { a: pkg("a", "2.0.0"), b: { ...pkg("b", "1.0.0"), "node_modules/a": pkg("a", "1.0.0") } },
  },
  layers: [
    {
      "nodejs/node_modules": {
        a: pkg("a", "1.0.0"),
        plugin: pkg("plugin", "1.0.0", { peerDependencies: { a: "*" } }),
        c: pkg("c", "1.0.0"),
      },
    },
  ],
};
const own = got("/var/task/index.js", "a", "/var/task/node_modules/a/index.js");
const nested = got(
  "/var/task/node_modules/b/index.js",
  "a",
  "/var/task/node_modules/b/node_modules/a/index.js",
);
const layers = got("/opt/nodejs/node_modules/c/index.js", "a", "/opt/nodejs/node_modules/a/index.js");
const pluginByFunction = got("/var/task/index.js", "plugin", "/opt/nodejs/node_modules/plugin/index.js");
const pluginsOwn = got(
  "/opt/nodejs/node_modules/plugin/index.js",
  "a",
  "/opt/nodejs/node_modules/a/index.js",
);

describe("graded", () => {
  test("one root: info", () => {
    const [finding] = findingsOf("duplicate-instance", tree, [own, nested]);
    expect(finding).toMatchObject({
      severity: "info",
      package: "a",
      winner: { version: "2.0.0" },
      loser: { version: "1.0.0" },
      importer: null,
      importers: 0,
    });
  });

  test("one root, and the code that got one uses a package that got the other: info, and says where", () => {
    const usesB = got("/var/task/index.js", "b", "/var/task/node_modules/b/index.js");
    expect(findingsOf("duplicate-instance", tree, [own, usesB, nested])).toMatchObject([
      {
        severity: "info",
        evidence: {
          metBy: {
            package: "/var/task/node_modules/b",
            got: "/var/task/node_modules/b/node_modules/a",
            user: "/var/task",
            shareable: false,
          },
        },
      },
    ]);
  });

  test("two roots that do not meet: info", () => {
    expect(findingsOf("duplicate-instance", tree, [own, layers])).toMatchObject([
      { severity: "info", evidence: { brokenPeer: null, metBy: null } },
    ]);
  });

  test("two roots, two versions and a loaded package declares it as a peer: warning", () => {
    const plugin = got(
      "/opt/nodejs/node_modules/c/index.js",
      "plugin",
      "/opt/nodejs/node_modules/plugin/index.js",
    );
    expect(findingsOf("duplicate-instance", tree, [own, layers, plugin])).toMatchObject([
      { severity: "warning", evidence: { brokenPeer: null, peerDeclarers: [{ package: "plugin" }] } },
    ]);
  });

  test.each([
    [
      "takes either copy: warning",
      ">=1",
      "warning",
      { shareable: true, package: "/opt/nodejs/node_modules/c", got: "/opt/nodejs/node_modules/a" },
    ],
    ["takes its own copy only, so that two are needed: info", "^1.0.0", "info", { shareable: false }],
  ])("code that got one uses a package that got the other, whose range %s", (_, range, severity, metBy) => {
    const met: Tree = {
      function: { "node_modules/a": pkg("a", "2.0.0") },
      layers: [
        {
          "nodejs/node_modules": {
            a: pkg("a", "1.0.0"),
            c: pkg("c", "1.0.0", { dependencies: { a: range } }),
          },
        },
      ],
    };
    const c = got("/var/task/index.js", "c", "/opt/nodejs/node_modules/c/index.js");
    expect(findingsOf("duplicate-instance", met, [own, c, layers])).toMatchObject([
      { severity, evidence: { metBy } },
    ]);
  });

  test("a peer and its user got different copies: error, with who and what", () => {
    expect(findingsOf("duplicate-instance", tree, [own, pluginByFunction, pluginsOwn])).toMatchObject([
      {
        severity: "error",
        evidence: {
          brokenPeer: {
            declarer: { package: "plugin" },
            got: "/opt/nodejs/node_modules/a",
            user: "/var/task",
          },
        },
      },
    ]);
  });

  test("in one root a peer that got its user's copy breaks nothing", () => {
    const peers = {
      function: {
        node_modules: {
          a: pkg("a", "2.0.0"),
          p: pkg("p", "1.0.0", { peerDependencies: { a: "*" } }),
          b: { "node_modules/a": pkg("a", "1.0.0") },
        },
      },
    };
    const records = [
      own,
      nested,
      got("/var/task/index.js", "p", "/var/task/node_modules/p/index.js"),
      got("/var/task/node_modules/p/index.js", "a", "/var/task/node_modules/a/index.js"),
    ];
    expect(findingsOf("duplicate-instance", peers, records)).toMatchObject([
      { severity: "info", evidence: { brokenPeer: null } },
    ]);
  });
});

test("a layer that chose the function's own copy and loaded a file of its own one besides: info", () => {
  const wrapper = "/opt/nodejs/node_modules/plugin/index.js";
  const chosen = got(wrapper, "/var/task/node_modules/a/index.js", "/var/task/node_modules/a/index.js");
  expect(findingsOf("duplicate-instance", tree, [chosen, pluginByFunction, pluginsOwn, own])).toMatchObject([
    { severity: "info", evidence: { intended: "function-first" } },
  ]);
});

test("grows when the peer is loaded in a later invocation", () => {
  const { see } = analyse(tree);
  const of = (found: readonly { code: string; severity: string }[]): string[] =>
    found.filter(({ code }) => code === "duplicate-instance").map(({ severity }) => severity);
  expect(of(see(thread(), own, layers).findings)).toEqual(["info"]);
  expect(of(see(pluginByFunction).findings)).toEqual(["warning"]);
  expect(of(see(pluginsOwn).findings)).toEqual(["error"]);
  expect(of(see(got("/var/task/x.js", "a", "/var/task/node_modules/a/index.js")).findings)).toEqual([]);
});

describe("silent", () => {
  test.each([
    [
      "one copy through many importers",
      [own, got("/var/task/x.js", "a", "/var/task/node_modules/a/lib/y.js")],
    ],
    ["one copy in each of two threads", [own, { ...layers, thread: 1 }]],
    ["a copy only looked up", [own, { ...layers, how: "require.resolve" as const }]],
    [
      "a copy of which only JSON was read",
      [own, got("/opt/x.js", "a/package.json", "/opt/nodejs/node_modules/a/package.json")],
    ],
    [
      "code of no package",
      [got(null, "/var/task/x.js", "/var/task/x.js"), got(null, "/opt/x.js", "/opt/x.js")],
    ],
    ["a new process under an old thread's number", [own, thread({ pid: 9 }), layers]],
  ])("about %s", (_, records) =>
    expect(findingsOf("duplicate-instance", tree, records as (typeof own)[])).toEqual([]),
  );
});

test("the text names both copies and who minds", () => {
  const [finding] = findingsOf("duplicate-instance", tree, [own, pluginByFunction, pluginsOwn]);
  if (finding === undefined) throw new Error("no finding");
  expect(messageOf(finding)).toBe(
    [
      "a@2.0.0 in the function (/var/task/node_modules/a) and",
      "a@1.0.0 in the layer (/opt/nodejs/node_modules/a) both run in one process:",
      "they share no classes (instanceof), singletons or registries.",
      "plugin@1.0.0 expects to share one copy with the code that uses it.",
    ].join(" "),
  );
  expect(fixOf(finding)).toContain("from the function or from the layer");
});

describe("the fix keeps what each side needs", () => {
  const fixFor = (ofApp: string, ofC: string): string => {
    const roots: Tree = {
      function: {
        ...pkg("app", "1.0.0", { dependencies: { a: ofApp } }),
        "node_modules/a": pkg("a", "2.0.0"),
      },
      layers: [
        {
          "nodejs/node_modules": { a: pkg("a", "1.0.0"), c: pkg("c", "1.0.0", { dependencies: { a: ofC } }) },
        },
      ],
    };
    const [finding] = findingsOf("duplicate-instance", roots, [own, layers]);
    return finding === undefined ? "" : fixOf(finding);
  };
  test.each([
    ["apart", "^2.0.0", "^1.0.0", /^Nothing to do if .* does not exchange objects: each copy is needed\./],
    [
      "that both take the function's",
      "^2.0.0",
      ">=1",
      /^Use a@2\.0\.0 everywhere: update 1\.0\.0 in the layer/,
    ],
    [
      "that both take the layer's",
      ">=1",
      "^1.0.0",
      /^Use a@1\.0\.0 everywhere: update 2\.0\.0 in the function/,
    ],
    ["that take either", ">=1", ">=1", /^Keep a in one root/],
    ["that cannot be judged", "latest", "latest", /^Keep a in one root/],
  ])("ranges %s", (_, ofApp, ofC, fix) => expect(fixFor(ofApp, ofC)).toMatch(fix));

  test("one of several that needs its own decides", () => {
    const [finding] = findingsOf(
      "duplicate-instance",
      {
        function: {
          ...pkg("app", "1.0.0", { dependencies: { a: "^2.0.0" } }),
          "node_modules/a": pkg("a", "2.0.0"),
        },
        layers: [
          {
            "nodejs/node_modules": {
              a: pkg("a", "1.0.0"),
              c: pkg("c", "1.0.0", { dependencies: { a: ">=1" } }),
              d: pkg("d", "1.0.0", { dependencies: { a: "^1.0.0" } }),
              e: pkg("e", "1.0.0", { dependencies: { a: ">=1" } }),
            },
          },
        ],
      },
      [
        own,
        ...["c", "d", "e"].map((name) =>
          got(`/opt/nodejs/node_modules/${name}/index.js`, "a", "/opt/nodejs/node_modules/a/index.js"),
        ),
      ],
    );
    expect(finding?.evidence.serving).toEqual({ winner: false, loser: false });
  });
});

describe("a copy in a bundle", () => {
  const contents = (...copies: readonly [place: string, version: string | null][]) => ({
    bundle: "/var/task/index.js",
    from: "/var/task/index.js.map",
    copies: copies.map(([place, version]) => ({ package: "a", version, place, modules: 3 })),
  });
  const found = (bundled: ReturnType<typeof contents>, ...records: Parameters<typeof findingsOf>[2]) => {
    const { analysis, see, problems } = analyse(tree);
    see(thread(), got(null, "/var/task/index.js", "/var/task/index.js"), ...records);
    analysis.observeBundle(bundled, 0);
    const later = analysis.settle();
    expect(problems).toEqual([]);
    return { later, findings: analysis.findings.filter(({ code }) => code === "duplicate-instance") };
  };
  const top = contents(["node_modules/a", "1.0.0"]);

  test("and another in the same bundle: info", () => {
    const { later, findings } = found(
      contents(["node_modules/a", "2.0.0"], ["node_modules/b/node_modules/a", null]),
    );
    expect(later.copies).toMatchObject([
      { path: "/var/task/index.js#node_modules/a", version: "2.0.0", root: "function", how: "bundled" },
      { path: "/var/task/index.js#node_modules/b/node_modules/a", version: null, modules: 3 },
    ]);
    expect(findings).toMatchObject([
      { severity: "info", evidence: { sameVersion: false, bundlePeer: null } },
    ]);
    const [finding] = findings;
    if (finding === undefined) throw new Error();
    expect(messageOf(finding)).toMatch(
      /^a@2\.0\.0 in the bundle \/var\/task\/index\.js \(node_modules\/a\) and a@\(unknown version\) in the bundle/,
    );
    expect(fixOf(finding)).toMatch(/npm dedupe.*bundle the function again/);
  });

  test("and one in a layer that only the layer uses: info, of whatever version", () => {
    const c = got("/var/task/index.js", "c", "/opt/nodejs/node_modules/c/index.js");
    for (const version of ["2.0.0", "1.0.0", null])
      expect(found(contents(["node_modules/a", version]), c, layers).findings).toMatchObject([
        { severity: "info", evidence: { bundlePeer: null } },
      ]);
  });

  test("and one that a peer of the bundle's own code got: a warning that says how to leave it out", () => {
    const { findings } = found(top, pluginByFunction, pluginsOwn);
    expect(findings).toMatchObject([
      {
        severity: "warning",
        winner: { path: "/opt/nodejs/node_modules/a" },
        loser: { path: "/var/task/index.js#node_modules/a" },
        evidence: { bundlePeer: { declarer: { package: "plugin" }, bundle: "/var/task/index.js" } },
      },
    ]);
    const [finding] = findings;
    if (finding === undefined) throw new Error();
    expect(messageOf(finding)).toMatch(/plugin@1\.0\.0 expects to share one copy/);
    expect(fixOf(finding)).toMatch(/leave a out of the bundle.*--external:a.*from the layer/);
  });

  test("info where it served another package, or where the bundle does not use the peer", () => {
    const nestedBelow = contents(["node_modules/x/node_modules/a", "2.0.0"]);
    expect(found(nestedBelow, pluginByFunction, pluginsOwn).findings).toMatchObject([{ severity: "info" }]);
    const pluginByLayer = got(
      "/opt/nodejs/node_modules/c/index.js",
      "plugin",
      "/opt/nodejs/node_modules/plugin/index.js",
    );
    expect(found(top, pluginByLayer, pluginsOwn).findings).toMatchObject([{ severity: "info" }]);
  });

  test("silent in another thread than the other copy", () => {
    const { analysis, see } = analyse(tree);
    see(
      thread(),
      got("/opt/nodejs/node_modules/c/index.js", "a", "/opt/nodejs/node_modules/a/index.js", "require", 1),
    );
    analysis.observeBundle(top, 0);
    expect(analysis.settle().findings).toEqual([]);
  });
});
