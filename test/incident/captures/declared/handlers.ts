/** Handlers of captures: each does its work in `work`, and answers a ping without it. */
import type { Tree } from "../../../support/layer-run.ts";

export const ping = { ping: true };
/** Some invocations need what is broken, some do not. */
export const mixed = [ping, {}, ping, {}, {}];
export const good = [{}, {}, ping, {}];

export const layerFolder = "nodejs/node_modules";

/** @param head runs in the init @param body of a function of `event`, with `return` */
export function commonJs(head: string, body: string): string {
  return `${head}
exports.handler = async (event) => (event.ping ? 'pong' : work(event));
async function work(event) {
  ${body}
}
`;
}

export function esModule(head: string, body: string): string {
  return `${head}
export const handler = async (event) => (event.ping ? 'pong' : work(event));
async function work(event) {
  ${body}
}
`;
}

export function manifest(name: string, dependencies: Readonly<Record<string, string>>): Tree {
  return { "package.json": { name, version: "1.0.0", dependencies } };
}
