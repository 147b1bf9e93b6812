/** What two copies of one package do not share: registries, classes, contexts, connections. */
import { duplicateInstance } from "../collisions/instance.ts";
import type { Draft, Fault } from "../draft.ts";
import { plainMember } from "../members.ts";
import type { Member, PackagePlan } from "../package-files.ts";
import { faultOf } from "../steps.ts";
import { styles, useOf } from "../uses.ts";
import type { Collision } from "../world.ts";

/** A package, and one that uses it. Each has one file, because its members share what is in it. */
interface Pair {
  readonly shared: readonly Member[];
  readonly sharedHead?: string;
  /** What the other package uses of it. */
  readonly link: string;
  /** @param it the expression of `link` there */
  readonly user: (it: string) => readonly Member[];
  /** What it does when it is loaded. */
  readonly userHead?: (it: string) => string;
}

interface Placed {
  readonly collision: Collision;
  readonly shared: string;
  readonly user: string;
}

function place(draft: Draft, pair: Pair): Placed {
  const { random, names, format } = draft;
  const [shared, user] = [names.package(), names.package()];
  const layout = () => random.pick(["flat", "object"] as const);
  const style = random.pick(styles[format].filter((each) => each !== "lazy" && each !== "inline"));
  const { head, expression } = useOf(format, style, shared, pair.link, draft.random.between(0, 25));
  const plan: PackagePlan = {
    name: user,
    version: `1.${random.between(0, 9)}.${random.between(0, 9)}`,
    format,
    layout: layout(),
    head: [head, pair.userHead?.(expression)].filter(Boolean).join("\n"),
    members: [...pair.user(expression), plainMember(random, names.member())],
  };
  const sharedPlan = {
    name: shared,
    format,
    layout: layout(),
    ...(pair.sharedHead !== undefined && { head: pair.sharedHead }),
    members: [...pair.shared, plainMember(random, names.member())],
  } as const;
  return { collision: duplicateInstance(draft, { shared: sharedPlan, user: plan }), shared, user };
}

function add(draft: Draft, code: string, gated = draft.random.chance(0.6)): void {
  draft.steps.push({ code, gated });
}

function registryOf(draft: Draft, name: string): Pair & { readonly run: string } {
  const { random, names } = draft;
  const [register, run] = [names.member(), names.member()];
  const how = random.weighted({ Error: 3, none: 2, TypeError: 1, HandlerError: 2 });
  draft.facets["error"] = how;
  const own = how === "HandlerError" ? `class ${how} extends Error {\n  name = '${how}';\n}\n` : "";
  const refuse =
    how === "none" ? "" : `\n  if (!table.has(name)) throw new ${how}('nothing is known as ' + name);`;
  return {
    run,
    link: register,
    sharedHead: "const table = new Map();",
    shared: [
      { name: register, source: `function ${register}(name, work) {\n  table.set(name, work);\n}` },
      {
        name: run,
        source: `${own}function ${run}(name, order) {${refuse}\n  return table.get(name)(order);\n}`,
      },
    ],
    user: () => [],
    userHead: (it) => `${it}('${name}', (order) => order.id.length);`,
  };
}

export function lostRegistry(draft: Draft): Fault {
  const name = draft.random.pick(["basic", "standard", "parcel"]);
  const pair = registryOf(draft, name);
  const { collision, shared, user } = place(draft, pair);
  draft.heads.push(draft.format === "module" ? `import '${user}';` : `require('${user}');`);
  const { before, expression } = draft.use(shared, pair.run);
  add(
    draft,
    [before, `out.${draft.names.member()} = ${expression}('${name}', order);`].filter(Boolean).join("\n"),
  );
  return faultOf(collision);
}

/** Two copies as well, but what is asked for was never registered with any. */
export function notRegistered(draft: Draft): Fault {
  const pair = registryOf(draft, "basic");
  const { collision, shared, user } = place(draft, pair);
  draft.heads.push(draft.format === "module" ? `import '${user}';` : `require('${user}');`);
  const register = draft.use(shared, pair.link, "namespace");
  draft.heads.push(`${register.expression}('own', (order) => order.id);`);
  const { before, expression } = draft.use(shared, pair.run);
  const call = `out.${draft.names.member()} = ${expression}(order.method ?? 'own', order);`;
  add(draft, [before, call].filter(Boolean).join("\n"), false);
  return { failing: { method: "express" }, passing: {}, collisions: [collision], changed: null, before: [] };
}

export function lostClass(draft: Draft): Fault {
  const { random, names } = draft;
  const error = random.pick(["NotFoundError", "EmptyResult", "SoldOut", "NoSuchOrder"]);
  const find = names.member();
  const { collision, shared, user } = place(draft, {
    shared: [{ name: error, source: `class ${error} extends Error {\n  name = '${error}';\n}` }],
    link: error,
    user: (it) => [
      {
        name: find,
        source: `async function ${find}(order) {
  if (order.detail) throw new ${it}('no entry for ' + order.id);
  return order.id;
}`,
      },
    ],
  });
  const known = draft.use(shared, error);
  const finding = draft.use(user, find);
  const name = names.member();
  add(
    draft,
    `${[known.before, finding.before].filter(Boolean).join("\n")}
try {
  out.${name} = await ${finding.expression}(order);
} catch (error) {
  if (!(error instanceof ${known.expression})) throw error;
  out.${name} = null;
}`.trimStart(),
    false,
  );
  return faultOf(collision);
}

export function lostContext(draft: Draft): Fault {
  const { names, format } = draft;
  const [within, current, used] = [names.member(), names.member(), names.member()];
  const { collision, shared, user } = place(draft, {
    sharedHead: `${
      format === "module"
        ? "import { AsyncLocalStorage } from 'node:async_hooks';"
        : "const { AsyncLocalStorage } = require('node:async_hooks');"
    }\nconst storage = new AsyncLocalStorage();`,
    shared: [
      {
        name: within,
        source: `function ${within}(context, work) {\n  return storage.run(context, work);\n}`,
      },
      { name: current, source: `function ${current}() {\n  return storage.getStore();\n}` },
    ],
    link: current,
    user: (it) => [
      {
        name: used,
        source: `async function ${used}(order) {
  const { locale } = ${it}();
  return locale + order.id;
}`,
      },
    ],
  });
  const open = draft.use(shared, within);
  const call = draft.use(user, used);
  const statements = [
    open.before,
    call.before,
    `out.${names.member()} = await ${open.expression}({ locale: 'de' }, () => ${call.expression}(order));`,
  ];
  add(draft, statements.filter(Boolean).join("\n"));
  return faultOf(collision);
}

/** One copy is connected, and the other waits to be: until the time is up. */
export function lostConnection(draft: Draft): Fault {
  const { random, names } = draft;
  const [open, opened, read] = [names.member(), names.member(), names.member()];
  draft.timeoutMs = 1_500;
  const beats = random.chance(0.6) ? "\nsetInterval(() => {}, 500);" : "";
  const { collision, shared, user } = place(draft, {
    sharedHead: `let open;\nconst whenOpen = new Promise((resolve) => (open = resolve));${beats}`,
    shared: [
      { name: open, source: `function ${open}(place) {\n  open({ place });\n}` },
      { name: opened, source: `function ${opened}() {\n  return whenOpen;\n}` },
    ],
    link: opened,
    user: (it) => [
      {
        name: read,
        source: `async function ${read}(order) {
  const { place } = await ${it}();
  return place + order.id;
}`,
      },
    ],
  });
  const connect = draft.use(shared, open);
  const call = draft.use(user, read);
  const statements = [
    connect.before,
    call.before,
    `${connect.expression}('main');`,
    `out.${names.member()} = await ${call.expression}(order);`,
  ];
  add(draft, statements.filter(Boolean).join("\n"));
  return faultOf(collision);
}
