import { expect, test } from "vitest";
import type { Damage } from "../../../../core/findings/native/file-cause.ts";
import type { NativeLoad } from "../../../../core/findings/native/fitting-neighbour.ts";
import {
  damagePhrase,
  fileOf,
  fittingPhrase,
  lostLibraryPhrase,
  lostVersionPhrase,
  outcomePhrase,
  reinstall,
} from "../../../../core/findings/native/native-phrases.ts";

const load: NativeLoad = {
  file: "/opt/n.node",
  outcome: "failed",
  use: "load",
  loaderMessage: null,
  recovered: false,
  sole: false,
};

test.each<[Partial<NativeLoad>, string]>([
  [{}, "Its load failed."],
  [{ use: "run" }, "Its start failed."],
  [{ recovered: true }, "Its load failed; another native file of the package loaded."],
  [{ outcome: "died" }, "The process ended while loading it."],
  [{ outcome: "latent" }, "Nothing has asked for it yet; its load would fail."],
  [{ outcome: "latent", use: "run" }, "Nothing has asked for it yet; its start would fail."],
  [
    { outcome: "latent", sole: true },
    "Nothing has asked for it yet; its load will fail, and the package has no other.",
  ],
  [
    { outcome: "latent", recovered: true },
    "Nothing has asked for it; another native file of the package loaded.",
  ],
])("%j: %s", (options, phrase) => expect(outcomePhrase({ ...load, ...options })).toBe(phrase));

test("every kind of damage has its words", () => {
  const kinds: readonly Damage[] = [
    "header-cut",
    "header-invalid",
    "no-segments",
    "truncated",
    "directory",
    "denied",
    "empty",
    "unknown",
    "not-a-library",
    "not-executable",
  ];
  const phrases = kinds.map((kind) => damagePhrase(kind, 10, 20));
  expect(new Set(phrases).size).toBe(kinds.length);
  for (const phrase of phrases) expect(phrase).toMatch(/^(?:is|has|holds|ends|cannot) /);
  expect(damagePhrase("truncated", 10, null)).toBe("is cut off: it has 10 bytes");
});

test("who needs it is told where it is not the file itself", () => {
  const lost = { name: "liba.so", neededBy: "/opt/libb.so", broken: null, passedOver: [] };
  expect(lostLibraryPhrase(lost, load.file)).toBe(
    "brings /opt/libb.so, which needs liba.so, which is nowhere the loader looks",
  );
  const version = {
    version: "A_2",
    symbol: null,
    neededBy: load.file,
    library: "liba.so",
    found: null,
    highest: null,
  };
  expect(lostVersionPhrase(version, load.file)).toBe("needs A_2 of liba.so; liba.so does not have it");
  expect(fileOf(null, load)).toBe("/opt/n.node");
  expect([fittingPhrase(null), fittingPhrase("/x")]).toEqual(["", " /x would have fitted."]);
});

test("a package for one other platform is not asked for by its name", () => {
  expect(reinstall("sharp", { cpu: "arm64" })).toContain(
    "Install sharp for Lambda: npm install --os=linux --cpu=arm64 --libc=glibc sharp,",
  );
  for (const name of ["@img/sharp-linuxmusl-x64", "@esbuild/darwin-arm64", "lightningcss-win32-x64-msvc"])
    expect(reinstall(name, { libc: "glibc" })).toMatch(
      /^Install what stands in for .* --libc=glibc with the package that depends on it, or/,
    );
  for (const name of ["linuxbrew", "is-linuxy"]) expect(reinstall(name, {})).toContain(`glibc ${name},`);
});
