import { expect, test } from "vitest";
import { defaultFolders, expandFolders, libraryPathFolders } from "../../../core/native/library-path.ts";

test("Lambda's own, below the sysroot where a root is there", () => {
  const lambda =
    "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib";
  expect(libraryPathFolders(undefined, "")).toEqual(lambda.split(":"));
  expect(libraryPathFolders(undefined, "/s").slice(0, 2)).toEqual(["/s/var/lang/lib", "/lib64"]);
});

test("the process's own is taken as it is", () =>
  expect(libraryPathFolders("/a:/b;/c::rel:", "/s")).toEqual(["/a", "/b", "/c"]));

test("where the loader looks last", () => {
  expect(defaultFolders("arm64")).toEqual([
    "/lib64",
    "/usr/lib64",
    "/lib/aarch64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/lib",
    "/usr/lib",
  ]);
  expect(defaultFolders("s390x")).toEqual(["/lib64", "/usr/lib64", "/lib", "/usr/lib"]);
});

test("the loader's tokens", () =>
  expect(
    expandFolders(
      ["$ORIGIN/../lib", `\${ORIGIN}`, "/x/$LIB/$PLATFORM", "$ORIGINAL", "relative", ""],
      "/opt/p/build/f.node",
      "arm64",
    ),
  ).toEqual(["/opt/p/lib", "/opt/p/build", "/x/lib64/aarch64"]));
