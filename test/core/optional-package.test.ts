import { describe, expect, it } from "vitest";
import { loadOptional } from "../../core/optional-package.ts";

const absent = () => new Error("install it");

function failing(code: string) {
  return () => Promise.reject(Object.assign(new Error("no such package"), { code }));
}

describe("loadOptional", () => {
  it("gives what was loaded", async () => {
    expect(await loadOptional(async () => 7, absent)).toBe(7);
  });

  it.each(["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"])("says what to install after %s", async (code) => {
    await expect(loadOptional(failing(code), absent)).rejects.toThrow("install it");
  });

  it("leaves any other error as it is", async () => {
    await expect(loadOptional(failing("ERR_DLOPEN_FAILED"), absent)).rejects.toThrow("no such package");
  });
});
