import { describe, expect, it } from "vitest";
import { missingFindings } from "../../sandbox/demo/expectations.ts";
import { outcropLines, readTelemetry, withoutStage } from "../../sandbox/demo/telemetry.ts";
import { recorded, recordedLog } from "./recorded.ts";

describe("the telemetry of a run", () => {
  it("is Outcrop's lines by type, whatever is between them", () => {
    const noise = 'Debugger attached.\n{"level":30,"msg":"a diagnostic"}';
    const noisy = `${noise}\n${recordedLog}\nhalf a {"outcrop":"finding"`;
    expect(readTelemetry(noisy)).toEqual(recorded);
    expect(outcropLines(noisy).join("\n")).toBe(recordedLog.trimEnd());
    expect(recorded.environment?.roots).toBe("function layer runtime");
    expect(recorded.invocations.map(({ failed }) => failed)).toEqual([false, false, true]);
    expect(recorded.shutdown?.invocations).toBe(3);
  });

  it("of nothing is empty", () => {
    expect(readTelemetry("")).toEqual({
      environment: undefined,
      copies: [],
      findings: [],
      invocations: [],
      shutdown: undefined,
    });
  });

  it("names the roots as Lambda does, not by the folder they are staged in", () => {
    expect(withoutStage("at file:///tmp/outcrop-sandbox-SDcMrU/var/task/index.js:1")).toBe(
      "at file:///var/task/index.js:1",
    );
    expect(withoutStage("(/private/tmp/x/outcrop-sandbox-abc123/opt/nodejs) and /opt")).toBe(
      "(/opt/nodejs) and /opt",
    );
  });
});

describe("the demo's own check", () => {
  it("is content with what was recorded", () => {
    expect(missingFindings(recorded)).toEqual([]);
  });

  it("names the missing module", () => {
    const findings = recorded.findings.filter(({ package: name }) => name !== "bcrypt");
    expect(missingFindings({ ...recorded, findings })).toEqual([
      { code: "wrong-architecture", package: "bcrypt" },
    ]);
  });
});
