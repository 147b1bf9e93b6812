/** Node itself did not start: only the dynamic loader's line says why. */
import { describe, expect, it } from "vitest";
import { analyse } from "../../../incident/analysis/analyse.ts";
import { nodeStart } from "../../../incident/analysis/node-start.ts";
import { functionErrorOf, hasErrorSign } from "../../../incident/model/function-error.ts";
import { briefAnswer } from "../../../incident/report/words/brief.ts";
import { incidentOf, requestId, Stream } from "../model/events.ts";

const short = "error while loading shared libraries: /opt/lib/libstdc++.so.6: file too short";
const gone =
  "error while loading shared libraries: libcrypto.so.3: cannot open shared object file: No such file";
const ended = `RequestId: ${requestId(1)} Error: Runtime exited with error: exit status 127`;

const answered = async (line: string) => {
  const stream = new Stream("a").initStart().say(line);
  stream.say("INIT_REPORT Init Duration: 9.10 ms\tPhase: init\tStatus: error\tError Type: Runtime.ExitError");
  const analysis = analyse(await incidentOf(stream.say(ended).events));
  return { verdict: analysis.answer.verdict, ...briefAnswer(analysis) };
};

describe("a process that did not start", () => {
  it("is explained by what the loader says about a library of the function", async () => {
    const { verdict, cause, fix } = await answered(`/var/lang/bin/node: ${short}`);
    expect(verdict).toBe("no-collision");
    expect(cause).toContain("Node did not start");
    expect(cause).toContain("/opt/lib/libstdc++.so.6: file too short");
    expect(fix).toContain("Remove /opt/lib/libstdc++.so.6");
  });

  it("is explained by what the loader does not find", async () => {
    const { cause, fix } = await answered(`/var/lang/bin/node: ${gone}`);
    expect(cause).toContain("libcrypto.so.3: cannot open shared object file");
    expect(fix).toContain("Pack libcrypto.so.3 for Linux at lib/ of a layer");
  });

  it("is not explained by the line of a program that the function started", async () => {
    expect((await answered(`/opt/bin/ffmpeg: ${short}`)).cause).not.toContain("Node did not start");
    expect(nodeStart({ kind: "logged", message: short })).toBeNull();
  });
});

it.each([
  [`/var/lang/bin/node: ${short}`, true],
  [`/tmp/node: ${short}`, false],
  [`/var/lang/bin/node: ${short}`.toUpperCase(), false],
])("the line of Node's loader alone is an error: %s", (line, expected) => {
  expect(functionErrorOf(line) !== null).toBe(expected);
  if (expected) expect(hasErrorSign(line)).toBe(true);
});
