import { describe, expect, it } from "vitest";
import { observe, only } from "../support/observed-process.ts";
import { plainFailure } from "../support/written-failure.ts";

/** Replaces Lambda's addon if there is no Runtime API. Every sandbox test uses the real one. */
const addon = `process.dlopen = (module) => {
      module.exports = { done() {}, error() {}, next: () => Promise.resolve({}) } }`;

function withClient(calls: string, env: Record<string, string> = {}, files: Record<string, string> = {}) {
  const main = `const client = require('./rapid-client.node');
    const mark = () =>
      JSON.parse(require('node:fs').readFileSync(process.env.OUTCROP_SYSROOT + '/tmp/.outcrop/end-mark',
      'utf8').trim() || 'null');
    ${calls}`;
  return observe({ "main.js": main, "addon.cjs": addon, "rapid-client.node": "", ...files }, "main.js", {
    before: ["--require", "./addon.cjs"],
    env,
  });
}

describe("the ends of invocations", () => {
  it("are marked when the answer is posted, and ready when the first event is asked for", () => {
    const seen = withClient(
      `client.next(); console.log(mark()); client.done('id-1', '{}'); console.log(mark().slice(0, 3));
        client.next(); console.log(mark()[0])`,
    );
    expect(seen.stdout).toBe("null\n[ 1, 'id-1', null ]\n1\n");
    expect(only(seen.records, "ready")).toHaveLength(1);
  });

  it("are marked by the next question where a stream was the answer", () => {
    const seen = withClient("client.next(); client.next(); console.log(mark().slice(0, 2))");
    expect(seen.stdout).toBe("[ 1, null ]\n");
  });

  it("name the failure they ended with, written once for equal ones", () => {
    const body =
      "JSON.stringify({ errorType: 'RangeError', errorMessage: 'payload', trace: ['RangeError: payload', " +
      "'    at f (/var/task/a.js:1:1)'] })";
    const seen = withClient(
      `for (const id of ['a', 'b']) {
          client.next(); client.error(id, ${body}, ''); console.log(mark().slice(1, 3)) }`,
    );
    expect(seen.stdout).toBe("[ 'a', 1 ]\n[ 'b', 1 ]\n");
    expect(only(seen.records, "failure")).toEqual([
      {
        tag: "failure",
        thread: 0,
        phase: "invoke",
        ordinal: 1,
        name: "RangeError",
        code: null,
        message: null,
        frames: ["at f (/var/task/a.js:1:1)"],
        ...plainFailure,
      },
    ]);
  });

  it("are failures also beyond the number of different errors that are kept", () => {
    const seen = withClient(
      `for (let i = 0; i < 120; i++) {
          client.next(); client.error('a', JSON.stringify({ errorType: 'E' + i }), '') }
        console.log(mark().slice(1, 3))`,
    );
    expect(seen.stdout).toBe("[ 'a', 0 ]\n");
    expect(only(seen.records, "failure")).toHaveLength(100);
  });

  it("are failures where the answer is longer than the Runtime API takes, in bytes", () => {
    const seen = withClient(
      `for (const answer of ['a'.repeat(6_291_556), 'a'.repeat(6_291_557), 'é'.repeat(3_145_778),
          'é'.repeat(3_145_779)]) {
        client.next(); client.done('a', answer); console.log(mark()[2]);
      }`,
    );
    expect(seen.stdout).toBe("null\n0\nnull\n0\n");
  });

  it("are written nowhere else once the function has closed their file and opened another", () => {
    const seen = withClient(
      `const fs = require('node:fs');
      client.next(); client.done('a', '');
      for (const fd of fs.readdirSync('/proc/self/fd')) {
        let to = '';
        try { to = fs.readlinkSync('/proc/self/fd/' + fd) } catch {}
        if (!to.includes('/.outcrop/')) continue;
        fs.closeSync(+fd);
        fs.openSync('mine' + fd, 'w');
      }
      require('./other.cjs'); client.next(); client.done('b', ''); client.next(); client.error('c', '{}', '');
      process.on('exit',
        () =>
          console.log(fs.readdirSync('.').filter((name) => name.startsWith('mine'))
            .map((name) => fs.readFileSync(name, 'utf8')), mark()[1]));`,
      {},
      { "other.cjs": "" },
    );
    expect(seen.stdout).toBe("[ '', '' ] a\n");
  });

  it("survive an answer that is not JSON", () => {
    const seen = withClient("client.next(); client.error('a', '{{{', ''); console.log(mark().slice(1, 3))");
    expect(seen.stdout).toBe("[ 'a', 1 ]\n");
  });

  it("are not marked where invocations run side by side", () => {
    const seen = withClient("client.next(); client.next(); client.done('a', ''); console.log(mark())", {
      AWS_LAMBDA_MAX_CONCURRENCY: "8",
    });
    expect(seen.stdout).toBe("null\n");
  });
});
