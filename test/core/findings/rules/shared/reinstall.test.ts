import { expect, test } from "vitest";
import { reinstall } from "../../../../../core/findings/rules/shared/reinstall.ts";

test("a package for one other platform is not installed by its name", () => {
  expect(reinstall("sharp", { cpu: "arm64" })).toContain(
    "Install sharp for Lambda: npm install --os=linux --cpu=arm64 --libc=glibc sharp,",
  );
  const names = [
    "@img/sharp-linuxmusl-x64",
    "@esbuild/darwin-arm64",
    "lightningcss-win32-x64-msvc",
    "esbuild-linux-64",
  ];
  for (const name of names)
    expect(reinstall(name, { libc: "glibc" })).toMatch(
      /^Install the package that replaces .* --libc=glibc with its parent package, or/,
    );
  for (const name of ["linuxbrew", "is-linuxy"]) expect(reinstall(name, {})).toContain(`glibc ${name},`);
});
