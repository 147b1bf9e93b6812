import { describe, expect, test } from "vitest";
import type { ErrorFacts } from "../../../core/explain/error-facts.ts";
import { tieOf } from "../../../core/explain/tie.ts";
import type { Finding } from "../../../core/findings/finding.ts";
import { copy, copyOf, errorFacts, finding, frameIn, layerFolder, ownFrame } from "./support.ts";

const own = { path: "/var/task/index.js", copy: copyOf("/var/task/index.js") };

const by = (subject: Finding, failure: ErrorFacts, users: Record<string, string> = {}): string | null => {
  const tie = tieOf(subject, failure, (path) =>
    new Set(users[path] ?? []).size > 0 ? new Set([users[path] as string]) : new Set(),
  );
  return tie && `${tie.by} ${tie.position}`;
};

describe("tied", () => {
  test.each([
    ["the winner", { winner: copy("a", "1.0.0", "function") }],
    ["the loser", { loser: copy("a", "1.0.0", "function") }],
    ["any copy the evidence names", { evidence: { members: [{ first: copy("a", "1.0.0", "function") }] } }],
  ])("a frame is in %s", (_, parts) => {
    expect(by(finding("a", parts), errorFacts([frameIn("inner"), frameIn("a")]))).toBe("frame 1");
  });

  test("a native file's package that the frame's package loads", () => {
    const winner = copy("@n/x-linux-x64", "1.0.0", "function");
    const native = finding("@n/x-linux-x64", { code: "wrong-architecture", severity: "error", winner });
    const users = { [winner.path]: "/var/task/node_modules/@n/x" };
    expect(by(native, errorFacts([frameIn("@n/x")]), users)).toBe("loaded-by 0");
    expect(by(native, errorFacts([frameIn("@n/y")]), users)).toBeNull();
    expect(
      by({ ...native, code: "shadowed-package" } as Finding, errorFacts([frameIn("@n/x")]), users),
    ).toBeNull();
  });

  test("seen in the failing package", () => {
    const importer = { path: "/var/task/node_modules/a/lib.js", copy: copy("a", "1.0.0", "function") };
    const broken = finding("b", {
      code: "range-violation",
      severity: "error",
      importer,
      winner: copy("b", "2.0.0", "layer"),
    });
    expect(by(broken, errorFacts([frameIn("a")]))).toBe("importer 0");
    expect(by({ ...broken, severity: "info" }, errorFacts([frameIn("a")]))).toBeNull();
  });

  test("seen in the failing module of the function's own, where the engine threw", () => {
    const broken = finding("b", {
      code: "range-violation",
      severity: "error",
      importer: own,
      winner: copy("b", "2.0.0", "layer"),
    });
    expect(by(broken, errorFacts([ownFrame], { name: "TypeError" }))).toBe("importer 0");
    expect(by(broken, errorFacts([ownFrame]))).toBeNull();
    const elsewhere = { ...broken, importer: { ...own, path: "/var/task/other.js" } };
    expect(by(elsewhere, errorFacts([ownFrame], { name: "TypeError" }))).toBeNull();
    expect(by({ ...elsewhere, importers: 2 }, errorFacts([ownFrame], { name: "TypeError" }))).toBe(
      "importer 0",
    );
  });

  test("a package asked in the name of the function's code, and its error speaks of it", () => {
    const missing = finding("gone", { code: "unresolved-module", severity: "info", importer: own });
    const frames = [frameIn("logger"), ownFrame];
    const text = 'unable to determine the target "gone"';
    expect(by(missing, errorFacts(frames, { thrown: "on-purpose", text }))).toBe("importer 1");
    expect(by(missing, errorFacts(frames, { thrown: "on-purpose", text: "refused" }))).toBeNull();
    expect(by(missing, errorFacts(frames, { thrown: null, text }))).toBeNull();
  });

  test("two copies ran, and the failing package uses one of them", () => {
    const [winner, loser] = [copy("b", "1.0.0", "function"), copy("b", "2.0.0", "layer")];
    const twice = finding("b", { winner, loser });
    const users = { [loser.path]: "/var/task/node_modules/a" };
    expect(by(twice, errorFacts([frameIn("a")]), users)).toBe("user 0");
    expect(by(twice, errorFacts([ownFrame]), { [loser.path]: "/var/task" })).toBeNull();
  });

  test("the module loader quotes its package or a path of a copy", () => {
    const missing = finding("@scope/gone", { code: "unresolved-module", severity: "error", importer: own });
    expect(by(missing, errorFacts([], { loaderMessage: "Cannot find module '@scope/gone/sub'" }))).toBe(
      "message Infinity",
    );
    expect(by(missing, errorFacts([ownFrame], { loaderMessage: "Cannot find module '@scope/gone'" }))).toBe(
      "importer 0",
    );
    const linked = finding("x", {
      winner: { ...copy("x", "1.0.0", "function"), path: "/var/task/vendor/x" },
    });
    expect(
      by(linked, errorFacts([], { loaderMessage: "/var/task/vendor/x/a.node: invalid ELF header" })),
    ).toBe("message Infinity");
    const addon = finding("x", { winner: null });
    expect(by(addon, errorFacts([], { loaderMessage: "/p/node_modules/x/a.node: file too short" }))).toBe(
      "message Infinity",
    );
  });
});

describe("silent", () => {
  const shadow = finding("a", {
    winner: copy("a", "1.0.0", "layer"),
    loser: copy("a", "2.0.0", "function"),
    importer: own,
  });

  test.each([
    ["other packages failed", errorFacts([frameIn("b"), ownFrame])],
    ["only the function's own code failed", errorFacts([ownFrame])],
    ["it only called the function's code that failed", errorFacts([ownFrame, frameIn("a", layerFolder)])],
    ["a name that begins alike", errorFacts([frameIn("ab")], { loaderMessage: "Cannot find module 'ab'" })],
    ["there is no stack", errorFacts([])],
  ])("%s", (_, failure) => expect(by(shadow, failure)).toBeNull());

  test.each([
    ["(layer)", "/opt", "spawn /opt/ffmpeg/bin/ffmpeg ENOENT"],
    ["shop", "/var/task", "spawn /var/task/vendor/tool ENOENT"],
    ["(layer)", "/opt", "/opt/nodejs/node_modules/x/x.node: file too short"],
  ] as const)("the text names another file of what %s has in its folder", (name, path, loaderMessage) => {
    const winner = { ...copy(name, null, "layer"), path };
    const file = `${path}/bin/ffprobe`;
    const latent = finding(name, { code: "wrong-architecture", winner, evidence: { file, asked: null } });
    expect(by(latent, errorFacts([ownFrame], { loaderMessage }))).toBeNull();
    const itself = errorFacts([ownFrame], { loaderMessage: `spawn ${file} ENOENT` });
    expect(by(latent, itself)).toBe("message Infinity");
  });

  test("evidence of any depth and width is walked so far and no farther", () => {
    let deep: object = { last: copy("a", "1.0.0", "function") };
    for (let level = 0; level < 10_000; level++) deep = { deep };
    const wide = Array.from({ length: 10_000 }, () => ({}));
    expect(by(finding("a", { evidence: { deep, wide } }), errorFacts([frameIn("a")]))).toBeNull();
  });
});
