import { describe, expect, test } from "vitest";
import type { LoaderHost } from "../../../../core/native/choice/loader.ts";
import { prisma } from "../../../../core/native/choice/prisma.ts";
import type { Folder } from "../../support/tree.ts";
import { asked, host, path } from "./asked.ts";

describe("the engine that a Prisma client takes", () => {
  const files = {
    "libquery_engine-debian-openssl-3.0.x.so.node": "",
    "libquery_engine-rhel-openssl-3.0.x.so.node": "",
    "libquery_engine-linux-arm64-openssl-3.0.x.so.node": "",
    "libquery_engine-linux-musl-openssl-3.0.x.so.node": "",
  };
  const debian = { "etc/os-release": 'PRETTY_NAME="Debian"\nID=debian\n' };
  const amazon = { "etc/os-release": 'NAME="Amazon Linux"\nID="amzn"\nID_LIKE="fedora"\n' };
  test.each<[string, Folder, Partial<LoaderHost>, string]>([
    ["Amazon Linux", amazon, {}, "rhel"],
    ["a system that does not say its name", {}, {}, "rhel"],
    ["Debian", debian, {}, "debian"],
    ["arm64", amazon, { arch: "arm64" }, "linux-arm64"],
    ["Alpine", {}, { libc: "musl" }, "linux-musl"],
  ])("on %s", (_, elsewhere, options, target) => {
    const { native, world } = asked({ name: "prisma-client-1" }, files, elsewhere);
    expect(prisma(native, { ...host, ...options }, world)).toEqual([
      {
        files: [`${path}/libquery_engine-${target}-openssl-3.0.x.so.node`],
        fallsThrough: false,
        use: "load",
      },
    ]);
  });

  test("none where it is another package", () => {
    const { native, world } = asked({}, files);
    expect(prisma(native, host, world)).toBeNull();
  });
});
