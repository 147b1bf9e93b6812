/** `outcrop profile` on logs, and a check with what it wrote. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { run as check } from "../../command/check.ts";
import { observedIn, run } from "../../command/profile.ts";
import { inFolder } from "../check/inputs/support.ts";
import { incidentOf, Stream } from "../incident/model/events.ts";

const copies = "@aws-sdk/client-s3@3.901.0 runtime 12, zod@3.24.4 layer 1, @aws-sdk/core@3.901.0 runtime 1";
const stream = (): Stream =>
  new Stream("a")
    .initStart("nodejs:24.v31")
    .environment()
    .line("inventory", { how: "require", importer: "/var/task/index.js", copies })
    .invoked(1);

describe("outcrop profile", () => {
  it("has the runtime's packages of each environment", async () => {
    const { environments } = await incidentOf(stream().events);
    expect(environments.map(observedIn)).toEqual([
      {
        runtime: "nodejs24.x",
        release: "nodejs:24.v31",
        at: expect.any(Number),
        packages: ["client-s3", "core"].map((name) => ({
          name: `@aws-sdk/${name}`,
          version: "3.901.0",
          path: `/var/runtime/node_modules/@aws-sdk/${name}`,
        })),
      },
    ]);
    const unknown = await incidentOf(new Stream("b").line("inventory", { copies }).invoked(1).events);
    expect(unknown.environments.map(observedIn)).toEqual([null]);
  });

  it("writes a file that a check reads", async () => {
    await inFolder(async (folder) => {
      const file = (name: string, content = ""): string => {
        const path = join(folder, name);
        if (content !== "") writeFileSync(path, content);
        return path;
      };
      const logs = file(
        "a.log",
        stream()
          .events.map(({ message }) => message)
          .join("\n"),
      );
      const [profile, report] = [file("runtime.json"), file("report.txt")];
      expect(await run([logs, "--out", profile])).toBe(0);
      const { profiles } = JSON.parse(readFileSync(profile, "utf8"));
      expect(profiles).toMatchObject([{ runtime: "nodejs24.x", packages: [{ version: "3.901.0" }, {}] }]);
      file("index.js", 'require("@aws-sdk/client-s3"); exports.handler = async () => {};');
      const dependencies = { "@aws-sdk/client-s3": "^4.0.0" };
      file("package.json", JSON.stringify({ name: "o", version: "1.0.0", dependencies }));
      expect(await check(["--function", folder, "--profile", profile, "--out", report])).toBe(1);
      const text = readFileSync(report, "utf8").replace(/\s+/g, " ");
      expect(text).toContain("asks for @aws-sdk/client-s3 ^4.0.0");
      expect(text).toContain("of which is known: what 1 environment loaded from the runtime");
      const bad = check(["--function", folder, "--profile", join(folder, "package.json")]);
      await expect(bad).rejects.toThrow(/^--profile: .*package\.json: is not a profile/);
    });
  });

  it("says why it has nothing to write", async () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await inFolder(async (folder) => {
      const logs = join(folder, "a.log");
      writeFileSync(
        logs,
        new Stream("a")
          .environment()
          .loads("zod")
          .invoked(1)
          .events.map(({ message }) => message)
          .join("\n"),
      );
      expect(await run([logs])).toBe(3);
      writeFileSync(logs, "nothing");
      expect(await run([logs])).toBe(3);
    });
    const said = write.mock.calls.map(([text]) => String(text)).join("");
    write.mockRestore();
    expect(said).toContain("nothing in these logs was loaded from a runtime");
    expect(said).toContain("no Outcrop lines found");
    await expect(run([])).rejects.toThrow("profile needs logs");
  });
});
