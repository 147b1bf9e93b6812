/** Which of the two fingerprints changes with what, in real functions. */
import { afterAll, expect, it } from "vitest";
import { runFunction } from "../../sandbox/index.ts";
import { Folders, linesOf, ofType, type Tree, withLayer } from "../support/layer-run.ts";

const folders = new Folders();
afterAll(() => folders.remove());

const own: Tree = {
  "index.js":
    'require("./a.js"); require("zod");\n' +
    'exports.handler = async ({ more }) => { if (more) require("./later.js"); return 1; };',
  "a.js": "exports.a = 1;",
  "later.js": "exports.later = 1;",
  "node_modules/zod/package.json": { name: "zod", version: "4.0.0" },
  "node_modules/zod/index.js": "exports.zod = 1;",
};

async function fingerprints(tree: Tree, events: readonly object[] = [{}]) {
  const { logs, responses } = await runFunction({ ...withLayer({ task: folders.make(tree) }), events });
  expect(responses.map(({ ok }) => ok)).toEqual(events.map(() => true));
  const lines = linesOf(logs.extensions["outcrop"]);
  return [...ofType(lines, "invocation"), ...ofType(lines, "shutdown")].map(
    ({ fingerprint, packages_fingerprint }) => [fingerprint, packages_fingerprint],
  );
}

it("separates a change of own code from a change of packages", async () => {
  const [before] = await fingerprints(own);
  const [again] = await fingerprints({ ...own });
  expect(again).toEqual(before);
  const [code] = await fingerprints({ ...own, "a.js": "exports.a = 2;" });
  expect(code?.[0]).not.toBe(before?.[0]);
  expect(code?.[1]).toBe(before?.[1]);
  const zod = { "node_modules/zod/package.json": { name: "zod", version: "4.0.1" } };
  const [packages] = await fingerprints({ ...own, ...zod });
  expect(packages?.[0]).not.toBe(before?.[0]);
  expect(packages?.[1]).not.toBe(before?.[1]);
  // A file that was not loaded did not run.
  const [unloaded] = await fingerprints({ ...own, "later.js": "exports.later = 2;" });
  expect(unloaded).toEqual(before);
});

it("grows with what is loaded later, and not with what is loaded again", async () => {
  const lines = await fingerprints(own, [{}, { more: true }, {}]);
  const [first, second, third, atEnd] = lines;
  expect(second?.[0]).not.toBe(first?.[0]);
  // It loaded nothing new: what is left out is as in the line before.
  expect(third).toEqual([undefined, undefined]);
  expect(atEnd).toEqual(second);
  expect(new Set([first, second, atEnd].map((line) => line?.[1])).size).toBe(1);
  // The same files, with the later one first.
  const [atOnce] = await fingerprints(own, [{ more: true }]);
  expect(atOnce).toEqual(second);
});
