import { describe, expect, it } from "vitest";
import { choices, readSettings } from "../../extension/settings.ts";

const read = (env: Record<string, string>) => {
  const problems: string[] = [];
  return { settings: readSettings(env, (problem) => problems.push(problem)), problems };
};

describe("the settings", () => {
  it("have defaults", () => {
    expect(read({})).toEqual({
      settings: {
        detail: "inventory",
        emit: "each-invoke",
        metrics: "sparse",
        loadTime: "0",
        logLevel: "warn",
      },
      problems: [],
    });
    expect(read({ OUTCROP_DETAIL: "" }).problems).toEqual([]);
  });

  it("take what is documented", () => {
    const env = {
      OUTCROP_DETAIL: "modules",
      OUTCROP_EMIT: "each-minute",
      OUTCROP_METRICS: "by-function",
      OUTCROP_LOAD_TIME: "1",
      OUTCROP_LOG_LEVEL: "debug",
    };
    expect(read(env)).toEqual({
      settings: {
        detail: "modules",
        emit: "each-minute",
        metrics: "by-function",
        loadTime: "1",
        logLevel: "debug",
      },
      problems: [],
    });
  });

  it.each(Object.keys(choices))("name a bad %s, not its value, and use the default", (name) => {
    const { settings, problems } = read({ [name]: "s3cret" });
    expect(settings).toEqual(read({}).settings);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name} must be one of .*; using \\w`));
    expect(problems[0]).not.toContain("s3cret");
  });
});
