/** Stacks with every limit, and what the program finds of `Error`. */
import { cjs, type Experiment, mjs } from "../experiment.ts";

const caught = "const caught = (f) => { try { f() } catch (e) { return e } };";
const limits = [
  "0",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "8",
  "9",
  "10",
  "11",
  "12",
  "13",
  "14",
  "15",
  "16",
  "17",
  "40",
  "Infinity",
  "-1",
  "NaN",
  "2.5",
  "'many'",
  "undefined",
];

export const experiments: readonly Experiment[] = [
  cjs(
    "every limit, by require",
    `${caught} for (const limit of [${limits}]) {
        Error.stackTraceLimit = limit;
        for (const f of [require, require.resolve]) console.log(limit, caught(() => f('absent')).stack,
          caught(() => f('some/no')).stack) }`,
  ),
  mjs(
    "every limit, by import",
    `for (const limit of [${limits}]) {
        Error.stackTraceLimit = limit;
        for (const id of ['absent', './absent.mjs', 'some/no', './f', 'node:nope', './needs-absent.cjs']) {
          await import(id).catch((e) => console.log(limit, e.stack));
          try { import.meta.resolve(id) } catch (e) { console.log(limit, e.stack) } } }`,
  ),
  cjs(
    "every limit, by import in CommonJS",
    `(async () => {
        for (const limit of [${limits}]) {
          Error.stackTraceLimit = limit;
          for (const id of ['absent', './absent.mjs', './throws.cjs']) await import(id)
            .catch((e) => console.log(limit, e.stack)) } })();`,
  ),
  cjs(
    "without a limit",
    `${caught} delete Error.stackTraceLimit; const e = caught(() => require('absent'));
      console.log(e.stack, Object.getOwnPropertyNames(e));`,
  ),
  cjs(
    "the limit afterwards",
    `${caught} for (const limit of [0, 3, 100]) {
        Error.stackTraceLimit = limit; require('./a.cjs'); caught(() => require('absent'));
        caught(() => require.resolve('absent'));
        console.log(Error.stackTraceLimit, Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')) }`,
  ),
  cjs(
    "deep in the program",
    `${caught} const deep = (n) => n === 0 ? require('absent') : deep(n - 1); Error.stackTraceLimit = 30;
      console.log(caught(() => deep(12)).stack);`,
  ),
  cjs(
    "in a class, a callback and an eval",
    `${caught} class Loader {
        load(id) { return require(id) } static load(id) { return new Loader().load(id) } }
      console.log(caught(() => Loader.load('absent')).stack,
        caught(() => ['absent'].map((id) => require(id))).stack,
        caught(() => eval('require("absent")')).stack);`,
  ),
  cjs(
    "in an async function",
    `const load = async (id) => { await 1; return require(id) };
      (async () => {
        try { await load('absent') } catch (e) { console.log(e.stack) }
        try { await import('absent') } catch (e) { console.log(e.stack) } })();`,
  ),
  cjs(
    "in a timer",
    `setTimeout(() => {
        try { require('absent') } catch (e) { console.log(e.stack) }
        setImmediate(() => { try { require('absent') } catch (e) { console.log(e.stack) } }) }, 1);`,
  ),
  cjs("in nested modules", `${caught} console.log(caught(() => require('./needs-absent.cjs')).stack);`),
  cjs("made in a module", "Error.stackTraceLimit = 50; console.log(require('./stack.cjs')());"),
  cjs(
    "made while a module loads",
    `Error.stackTraceLimit = 50;
      require('node:module')._extensions['.odd'] = (m) => { m.exports = new Error('made').stack };
      console.log(require('./text.odd'));`,
  ),
  cjs(
    "Error and its members",
    `console.log(Object.getOwnPropertyNames(Error), Object.getOwnPropertyDescriptors(Error),
        Error.stackTraceLimit, Object.getOwnPropertyNames(Error.prototype));`,
  ),
  cjs(
    "call sites of util",
    `const { getCallSites } = require('node:util'); const M = require('node:module');
      M._extensions['.odd'] = (m) => { m.exports = getCallSites?.().length };
      console.log(require('./text.odd'));`,
  ),
  cjs(
    "dlopen",
    `${caught} for (const args of [[], [{}], [{ exports: {} }, '/nowhere.node'],
        [{ exports: {} }, __filename]]) {
        const e = caught(() => process.dlopen(...args)); e.message = e.message.replace(/: .*/, '');
        console.log(e.code, e.stack) } console.log(process.dlopen.name, process.dlopen.length);`,
  ),
  cjs(
    "dlopen by require",
    `${caught} const e = caught(() => require('./fake.node')); e.message = e.message.replace(/: .*/, '');
      console.log(e.code, e.stack);`,
  ),
  cjs(
    "Error replaced",
    `${caught} globalThis.Error = class Own extends Error {};
      console.log(caught(() => require('absent')).stack);`,
  ),
  cjs(
    "Error frozen",
    `${caught} Object.freeze(Error);
      console.log(caught(() => require('absent')).message, Error.stackTraceLimit);`,
  ),
  cjs(
    "Object.prototype with members",
    `${caught} Object.prototype.get = () => 1; Object.prototype.value = 2; Object.prototype.paths = ['/'];
      try { process._rawDebug(caught(() => require('absent')).code, require('./a.cjs').a) }
      finally { delete Object.prototype.get; delete Object.prototype.value; delete Object.prototype.paths }`,
  ),
];
