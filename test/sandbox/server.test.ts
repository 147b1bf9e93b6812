import { spawnSync } from "node:child_process";
import { get } from "node:http";
import { expect, it } from "vitest";
import { send } from "../../sandbox/apis/http.ts";
import { Mishaps } from "../../sandbox/apis/mishaps.ts";
import { serve } from "../../sandbox/apis/server.ts";

/** Asks and ends before this process has seen the connection: this process does nothing while it waits. */
function askAndEnd(port: number): void {
  const program = `
const socket = require("node:net").connect(${port}, "127.0.0.1", () =>
  socket.write("GET /dead HTTP/1.1\\r\\nHost: lambda\\r\\n\\r\\n", () => process.exit()));`;
  expect(spawnSync(process.execPath, ["-e", program]).status).toBe(0);
}

const ask = (port: number, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, agent: false }, (answer) =>
      answer.resume().once("close", resolve),
    ).once("error", reject);
  });

it("hears nothing after it has hung up that was asked before", async () => {
  const heard: string[] = [];
  const server = await serve(
    [
      {
        method: "GET",
        path: /^\/(\w+)$/,
        handler: ({ response, parameter }) => {
          heard.push(parameter);
          send(response, 200, {});
        },
      },
    ],
    new Mishaps([]),
  );
  try {
    askAndEnd(server.port);
    await server.hangUp();
    heard.splice(0);
    await ask(server.port, "/alive");
    await ask(server.port, "/alive");
    expect(heard).toEqual(["alive", "alive"]);
  } finally {
    await server.close();
  }
});

it("hangs up on a call that is not answered yet, and goes on", async () => {
  let asked = (): void => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const server = await serve(
    [
      { method: "GET", path: /^\/held$/, handler: () => asked() },
      { method: "GET", path: /^\/alive$/, handler: ({ response }) => send(response, 200, {}) },
    ],
    new Mishaps([]),
  );
  try {
    const held = ask(server.port, "/held");
    await isAsked;
    await Promise.all([expect(held).rejects.toThrow("hang up"), server.hangUp()]);
    await ask(server.port, "/alive");
  } finally {
    await server.close();
  }
});
