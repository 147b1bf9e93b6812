/**
 * Without Node, idle.sh registers and stays with whatever program the image has, in every form of
 * HTTP/1.1 that it may be answered in.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { oddAnswers } from "../support/odd-answers.ts";
import { serveRaw } from "../support/raw-server.ts";

const folder = mkdtempSync(join(tmpdir(), "outcrop-test-"));
afterAll(() => rmSync(folder, { recursive: true }));
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** The only programs of an image. */
function onlyWith(tool: string): string {
  const bin = mkdtempSync(join(folder, "bin-"));
  const where = (name: string): string =>
    execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
  for (const name of ["sleep", "date"]) symlinkSync(where(name), join(bin, name));
  const python = (): string =>
    execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
  symlinkSync(tool === "python3" ? python() : where(tool), join(bin, tool));
  return bin;
}

/** Answers every request so, the event included. */
const event = '{"eventType":"SHUTDOWN"}';

async function idle(tool: string, bytes: Buffer, isKept: boolean) {
  const server = await serveRaw([bytes], { isKept });
  closing.push(server.close);
  const child = spawn("/bin/sh", ["layer-template/outcrop/idle.sh", "a test"], {
    env: { PATH: onlyWith(tool), AWS_LAMBDA_RUNTIME_API: server.address },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      printed += text;
    });
  const code = await new Promise((closed) => child.on("close", closed));
  return { code, printed, received: server.received() };
}

const answers = oddAnswers(event, "id-1");
/** curl and wget refuse what few servers send: folded lines, or lines without a colon. */
const usual = answers.filter(({ name }) =>
  /^(a length|chunks|chunks of one byte|the end of.*|(small|large) names|.*blanks?.*)$/.test(name),
);

describe.each([
  ["bash", answers],
  ["python3", answers],
  ["curl", usual],
  // wget shows a tab as a backslash and a letter.
  ["wget", usual.filter(({ bytes }) => !bytes.includes("\t  id-1"))],
])("idling by %s", (tool, forms) => {
  it.each(forms)("reads $name", async ({ bytes, isKept }) => {
    const { code, printed, received } = await idle(tool, bytes, isKept);
    expect(code).toBe(0);
    expect(printed).toMatch(/^\{"outcrop":"diagnostic",[^\n]*"message":"inactive: a test"\}\n$/);
    const [register, next] = received.split(/(?=GET )/);
    expect(register).toMatch(/^POST \/2020-01-01\/extension\/register HTTP\/1\.1\r\n/);
    expect(register).toMatch(/\r\nLambda-Extension-Name: outcrop\r\n/);
    expect(register).toContain('{"events":["SHUTDOWN"]}');
    expect(next).toMatch(/^GET \/2020-01-01\/extension\/event\/next HTTP\/1\.1\r\n/);
    expect(next).toMatch(/\r\nLambda-Extension-Identifier: id-1\r\n/);
  });
});
