/** Faults that no collision made: another service, a setting, what came in, the function's own code. */
import { harmlessVersion } from "../decoys.ts";
import type { Draft, Fault } from "../draft.ts";
import { plainMember } from "../members.ts";
import type { Member } from "../package-files.ts";
import { stepOf } from "../steps.ts";
import type { Collision } from "../world.ts";

/** Puts a member into a package that collides with another version of itself, or into one that does not. */
function home(draft: Draft, member: Member): readonly Collision[] {
  const { random, names } = draft;
  const collides = random.chance(0.65);
  draft.facets["thrower"] = collides ? "collides" : "alone";
  if (collides) return [harmlessVersion(draft, member)];
  const name = names.package();
  const version = `${random.between(1, 5)}.${random.between(0, 9)}.${random.between(0, 9)}`;
  const at = draft.format === "commonjs" && random.chance(0.4) ? draft.layer() : "task";
  draft.putPackage(at, {
    name,
    version,
    format: draft.format,
    layout: "flat",
    members: [member, plainMember(random, names.member())],
  });
  draft.dependencies[name] = `^${version}`;
  const use = draft.use(name, member.name);
  draft.steps.push(stepOf(draft, use, `${use.expression}(order)`, false));
  return [];
}

export function outage(draft: Draft): Fault {
  const name = draft.names.member();
  const how = draft.random.weighted({ status: 3, refused: 2, custom: 1 });
  draft.facets["error"] = how;
  const sources = {
    status: `async function ${name}(order) {
  const answer = { status: order.upstream ?? 200, body: { id: order.id } };
  if (answer.status >= 500) throw new Error('Request failed with status code ' + answer.status);
  return answer.body;
}`,
    custom: `class ServiceError extends Error {
  name = 'ServiceError';
  retryable = true;
}
async function ${name}(order) {
  const answer = { status: order.upstream ?? 200, body: { id: order.id } };
  if (answer.status >= 500) throw new ServiceError('the service answered ' + answer.status);
  return answer.body;
}`,
    refused: `async function ${name}(order) {
  if (!order.upstream) return { id: order.id };
  const net = await import('node:net');
  const socket = net.connect(1, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('error', reject).once('connect', resolve));
  return { id: order.id };
}`,
  };
  const collisions = home(draft, { name, source: sources[how] });
  return {
    failing: { upstream: draft.random.pick([500, 502, 503, 504]) },
    passing: {},
    collisions,
    changed: null,
    before: [],
  };
}

export function configuration(draft: Draft): Fault {
  const { random, names, env } = draft;
  const name = names.member();
  const variable = random.pick(["TABLE_NAME", "QUEUE_URL", "API_BASE", "BUCKET", "STAGE_KEY"]);
  const key = random.pick(["TableName", "QueueUrl", "baseUrl", "Bucket", "key"]);
  const thrown = random.pick([
    `throw new TypeError("Missing required key '${key}'");`,
    `throw new Error('${key} must be set');`,
    `throw Object.assign(new Error('no ${key}'), { code: 'ERR_NO_CONFIG' });`,
    "",
  ]);
  draft.facets["error"] = thrown === "" ? "read of undefined" : (/new (\w+)/.exec(thrown)?.[1] ?? "");
  const read = `const value = process.env.${variable};
  ${thrown === "" ? "" : `if (!value) ${thrown}`}`;
  const answer = "return { id: order.id, at: value.toLowerCase() };";
  const atInit = random.chance(0.25);
  draft.facets["at"] = atInit ? "init" : "call";
  const source = atInit
    ? `${read}\nfunction ${name}(order) {\n  ${answer}\n}`
    : `function ${name}(order) {\n  ${read}\n  ${answer}\n}`;
  const collisions = home(draft, { name, source });
  env["LOG_LEVEL"] = "info";
  return {
    failing: {},
    passing: {},
    collisions,
    changed: "setting",
    before: [{ env: { [variable]: "main-7" } }],
  };
}

/** No fault at all. */
export function healthy(draft: Draft): Fault {
  const collisions = home(draft, plainMember(draft.random, draft.names.member()));
  return { failing: {}, passing: {}, collisions, changed: null, before: [] };
}

export function badInput(draft: Draft): Fault {
  const { random, names } = draft;
  const name = names.member();
  const how = random.weighted({ own: 3, refused: 4, type: 2 });
  draft.facets["error"] = how;
  if (how === "own") {
    const code = `out.${name} = order.items.map((item) => item.sku);`;
    draft.steps.push({ code, gated: false });
    return {
      failing: { items: random.pick(["", 3, {}, null]) },
      passing: {},
      collisions: [],
      changed: null,
      before: [],
    };
  }
  const thrown =
    how === "type"
      ? "throw new TypeError('currency must be a string of three letters');"
      : random.pick([
          "throw new Error('unsupported currency ' + order.currency);",
          "throw new CurrencyError('unsupported currency ' + order.currency);",
        ]);
  const own = thrown.includes("CurrencyError")
    ? "class CurrencyError extends Error {\n  name = 'CurrencyError';\n}\n"
    : "";
  const source = `${own}function ${name}(order) {
  if (!/^[A-Z]{3}$/.test(order.currency)) ${thrown}
  return { currency: order.currency };
}`;
  return {
    failing: { currency: random.pick(["eur", "€", 7]) },
    passing: {},
    collisions: home(draft, { name, source }),
    changed: null,
    before: [],
  };
}

/** The service never answers. */
export function slow(draft: Draft): Fault {
  const name = draft.names.member();
  draft.timeoutMs = 1_500;
  const source = `async function ${name}(order) {
  if (order.upstream) await new Promise((resolve) => setTimeout(resolve, 30_000));
  return { id: order.id };
}`;
  return {
    failing: { upstream: "slow" },
    passing: {},
    collisions: home(draft, { name, source }),
    changed: null,
    before: [],
  };
}

/** Node 23 removed what the code uses. */
export function newerNode(draft: Draft): Fault {
  const { names, format } = draft;
  const name = names.member();
  const util = format === "module" ? "(await import('node:util'))" : "require('node:util')";
  const source = `async function ${name}(order) {\n  return ${util}.isRegExp(order.id) ? null : order.id;\n}`;
  return {
    failing: {},
    passing: {},
    collisions: home(draft, { name, source }),
    changed: "runtime",
    before: [{ nodeLine: 22 }],
  };
}

export function ownBug(draft: Draft): Fault {
  const { random, names } = draft;
  const [name, other] = [names.member(), names.member()];
  const [bad, good] = random.pick([
    [`out.${name} = order.buyer.address.zip;`, `out.${name} = order.buyer?.address?.zip;`],
    [
      `out.${name} = order.items.mapp((item) => item.sku);`,
      `out.${name} = order.items.map((item) => item.sku);`,
    ],
    [`out.${name} = ${other}(order);`, `out.${name} = order.id.length;`],
    [`out.${name} = JSON.parse(order.notes).first;`, `out.${name} = order.notes;`],
  ] as const);
  const gated = random.chance(0.5);
  draft.steps.push({ code: bad, before: good, gated });
  return { failing: { detail: true }, passing: {}, collisions: [], changed: "code", before: [] };
}
