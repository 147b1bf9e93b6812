/** Errors of every code, seen from every side. */
import { cjs, type Experiment, mjs } from "../experiment.ts";

const view = `
  const { inspect } = require('node:util');
  const show = (e) => {
    if (typeof e !== 'object' || e === null) return console.log(e);
    const d = Object.getOwnPropertyDescriptor(e, 'stack');
    console.log(typeof d?.get, typeof d?.set, d?.enumerable, d?.configurable, 'value' in (d ?? {}));
    console.log(e.stack);
    console.log(e.name, e.code, e.message, e.cause, String(e), Object.getOwnPropertyNames(e),
      JSON.stringify(e), Object.getPrototypeOf(e).constructor.name, inspect(e), e instanceof Error) };`;
const byRequire = `for (const f of [require, require.resolve, (id) => module.require(id),
      require('node:module').createRequire(__filename)]) try {
      f(id); console.log('there') } catch (e) { show(e) }`;
const byImport = `await import(id).then(() => console.log('there'), show);
    try { console.log(import.meta.resolve(id)) } catch (e) { show(e) }`;
const viewInModule = `import { createRequire } from 'node:module';
  const require = createRequire(import.meta.url); ${view}`;

const required = [
  "absent",
  "./absent",
  "some/no",
  "some/bad",
  "some/gone",
  "some/other",
  "node:nope",
  "broken",
  "no-main",
  "#none",
  "#bad",
  "self/gone",
  "./dangling.cjs",
  "./throws.cjs",
  "./syntax.cjs",
  "./needs-absent.cjs",
  "./bad.json",
  "./awaits.mjs",
  "./throws-value.cjs",
];
const imported = [
  "absent",
  "./absent.mjs",
  "./f",
  "./folder",
  "some/no",
  "some/bad",
  "some/gone",
  "some/other",
  "node:nope",
  "#none",
  "#bad",
  "http://a/b",
  "bad:x",
  "./text.odd",
  "./data.json",
  "./throws.mjs",
  "./missing-name.mjs",
  "./needs-absent.cjs",
  "broken",
  "./a%2Fb",
];

const caught = "const caught = (f) => { try { f() } catch (e) { return e } };";

export const experiments: readonly Experiment[] = [
  ...required.map((id) =>
    cjs(`require ${id}`, `${view} const id = ${JSON.stringify(id)}; ${byRequire}`, {
      flags: ["--no-warnings"],
    }),
  ),
  ...imported.map((id) =>
    mjs(`import ${id}`, `${viewInModule} const id = ${JSON.stringify(id)}; ${byImport}`),
  ),
  ...["absent", "./throws.cjs", "some/no", "./needs-absent.cjs", "node:nope"].map((id) =>
    cjs(`uncaught: require ${id}`, `require(${JSON.stringify(id)});`),
  ),
  ...["absent", "./throws.mjs", "./needs-absent.mjs"].map((id) =>
    mjs(`uncaught: import ${id}`, `await import(${JSON.stringify(id)});`),
  ),
  cjs("uncaught, with source maps", "require('./needs-absent.cjs');", { flags: ["--enable-source-maps"] }),
  cjs(
    "with source maps",
    `${caught} console.log(caught(() => require('absent')).stack);
      import('absent').catch((e) => console.log(e.stack));`,
    { flags: ["--enable-source-maps"] },
  ),
  cjs(
    "the message is changed before it is read",
    `${caught} const e = caught(() => require('absent')); e.message = 'Install it. ' + e.message;
      console.log(e.stack); throw e;`,
  ),
  cjs(
    "the name is changed before it is read",
    `${caught} for (const f of [require, require.resolve]) {
        const e = caught(() => f('absent')); e.name = 'Mine'; console.log(e.stack, String(e)) }`,
  ),
  cjs(
    "the message is changed after it was read",
    `${caught} const e = caught(() => require('absent')); const before = e.stack; e.message = 'other';
      console.log(before === e.stack);`,
  ),
  mjs(
    "the message of a failed import is changed",
    `await import('absent').catch((e) => { e.message = 'Install it. ' + e.message; console.log(e.stack) });
      await import('./f').catch((e) => { e.message = 'other'; console.log(e.stack) });`,
  ),
  cjs(
    "a formatter that is set in the catch",
    `${caught} for (const f of [require, require.resolve]) {
        const e = caught(() => f('absent'));
        Error.prepareStackTrace = (error, sites) =>
          sites.map((s) => [s.getFunctionName(), s.getFileName(), s.getTypeName(), s.getMethodName(),
          s.isNative(), s.isAsync()]);
        console.log(e.stack); Error.prepareStackTrace = undefined; console.log(Array.isArray(e.stack)) }`,
  ),
  cjs(
    "a formatter for errors that no one reads",
    `${caught} let n = 0; Error.prepareStackTrace = (e, sites) => (n++, sites.length);
      for (let i = 0; i < 5; i++) caught(() => require('absent' + i)); console.log(n);
      console.log(caught(() => require('absent')).stack, n);`,
  ),
  cjs(
    "a formatter that is taken away in the catch",
    `${caught} const before = Error.prepareStackTrace; Error.prepareStackTrace = () => 'mine';
      const e = caught(() => require('absent')); Error.prepareStackTrace = before; console.log(e.stack);`,
  ),
  cjs(
    "a formatter that throws",
    `${caught} const e = caught(() => require('absent'));
      Error.prepareStackTrace = () => { throw new TypeError('no') };
      for (let i = 0; i < 2; i++) console.log(caught(() => e.stack).message);
      Error.prepareStackTrace = undefined; console.log(e.stack);`,
  ),
  cjs(
    "a formatter that looks at itself",
    `${caught} const mine = function (e, sites) {
        return [this === Error, Error.prepareStackTrace === mine, sites.length, e.message, typeof e.stack] };
      Error.prepareStackTrace = mine;
      console.log(caught(() => require('absent')).stack, Error.prepareStackTrace === mine);`,
  ),
  cjs(
    "a formatter that is gone",
    `${caught} delete Error.prepareStackTrace;
      console.log(caught(() => require('absent')).stack, 'prepareStackTrace' in Error);`,
  ),
  cjs(
    "a formatter as an accessor",
    `${caught} let asked = 0;
      Object.defineProperty(Error, 'prepareStackTrace', {
        get() { asked++; return (e, sites) => sites.length }, set() {}, configurable: true });
      console.log(caught(() => require('absent')).stack,
        typeof Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace').get);`,
  ),
  cjs(
    "the stack is written",
    `${caught} const e = caught(() => require('absent')); e.stack = 'mine';
      console.log(e.stack, Object.getOwnPropertyNames(e)); throw e;`,
  ),
  cjs(
    "the stack is deleted",
    `${caught} const e = caught(() => require('absent'));
      console.log(delete e.stack, e.stack, 'stack' in e);`,
  ),
  cjs(
    "the stack is defined again",
    `${caught} const e = caught(() => require('absent'));
      Object.defineProperty(e, 'stack', { value: 'mine' }); console.log(e.stack);`,
  ),
  cjs(
    "the stack is captured again",
    `${caught} const e = caught(() => require('absent')); Error.captureStackTrace(e); console.log(e.stack);`,
  ),
  cjs(
    "the stack of an heir",
    `${caught} const e = caught(() => require('absent')); const heir = Object.create(e);
      heir.message = 'heir'; console.log(heir.stack, Object.getOwnPropertyNames(heir)); heir.stack = 'mine';
      console.log(e.stack);`,
  ),
  cjs(
    "the stack's descriptor and V8's",
    `${caught} const e = caught(() => require('absent'));
      const d = Object.getOwnPropertyDescriptor(e, 'stack');
      const n = Object.getOwnPropertyDescriptor(new Error(), 'stack');
      console.log(d.get.name, d.get.length, d.set.length, d.set.name, n.get.name === d.get.name);`,
  ),
  cjs(
    "V8's own getter on the error",
    `${caught} const e = caught(() => require('absent'));
      const n = Object.getOwnPropertyDescriptor(new Error(), 'stack');
      console.log(n.get.call(e).split('\\n').length, e.stack.split('\\n').length);`,
  ),
  cjs(
    "a frozen error",
    `${caught} const e = Object.freeze(caught(() => require('absent'))); console.log(e.stack);`,
  ),
  cjs(
    "a copy",
    `${caught} const e = caught(() => require('absent')); const copy = structuredClone(e);
      console.log(copy.stack, copy.code, copy.message);
      console.log(Object.getOwnPropertyDescriptors({ ...e }), Object.assign({}, e));`,
  ),
  cjs(
    "a copy of its descriptors",
    `${caught} const e = caught(() => require('absent'));
      const copy = Object.create(Object.getPrototypeOf(e), Object.getOwnPropertyDescriptors(e));
      console.log(typeof copy.stack, copy.message);`,
  ),
  cjs(
    "as a cause",
    `${caught} const e = new Error('outer', { cause: caught(() => require('absent')) }); console.log(e);
      throw e;`,
  ),
  cjs(
    "in an AggregateError",
    `${caught} console.log(new AggregateError([caught(() => require('absent')),
        caught(() => require.resolve('./absent'))]));`,
  ),
  cjs(
    "inspected with all that is hidden",
    `${caught} console.log(require('node:util').inspect(caught(() => require('absent')), {
        showHidden: true, getters: true }));`,
  ),
  cjs(
    "logged by console",
    `${caught} const e = caught(() => require('absent')); console.log(e); console.error(e);
      console.trace ? console.log('%s %o', e, e) : 0;`,
  ),
  cjs(
    "a rejection no one handles",
    "Promise.reject((() => { try { require('absent') } catch (e) { return e } })());",
  ),
  cjs(
    "uncaughtException listeners",
    `process.on('uncaughtException', (e, origin) => { e.message += '!'; console.log(e.stack, origin) });
      setImmediate(() => require('absent'));`,
  ),
  cjs("process.emitWarning", `${caught} process.emitWarning(caught(() => require('absent')));`),
  cjs(
    "assert and deep equality",
    `${caught} const assert = require('node:assert');
      const a = caught(() => require('absent')), b = caught(() => require('absent'));
      assert.deepStrictEqual(a, b); assert.throws(() => require('absent'), { code: 'MODULE_NOT_FOUND' });
      console.log(require('node:util').isDeepStrictEqual(a, b));`,
  ),
];
