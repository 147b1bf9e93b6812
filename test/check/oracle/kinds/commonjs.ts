import { copy, type Kind } from "./kind.ts";

const part = "module.exports = __filename;";

export const commonjsKinds: readonly Kind[] = [
  {
    name: "relative",
    files: {
      "index.js":
        "require('./a'); require('./a.js'); require('./lib'); require('./lib/'); require('./lib/deep');",
      "a.js": part,
      "lib/index.js": "require('..'); require('.'); require('./');",
      "lib/deep.js": "require('../a');",
    },
  },
  {
    name: "file-or-folder",
    files: {
      "index.js": "require('./x'); require('./x/'); require('./y.json'); require('./y');",
      "x.js": part,
      "x/index.js": part,
      "y.json": {},
    },
  },
  {
    name: "main-fields",
    files: {
      "index.js": "require('a'); require('b'); require('c'); require('d/lib'); require('e');",
      ...copy("a", { main: "main" }),
      "node_modules/a/main.js": part,
      ...copy("b", { main: "./lib" }),
      "node_modules/b/lib/index.js": part,
      ...copy("c", { main: "absent.js" }),
      ...copy("d"),
      "node_modules/d/lib.js": part,
      "node_modules/e.js": part,
    },
  },
  {
    name: "own-folder",
    files: {
      "index.js": `const path = require("path");
require(__dirname + "/a.js"); require(\`\${__dirname}/b\`); require(path.join(__dirname, "lib", "c"));
require(path.resolve(__dirname, "lib/d")); require(path.join(path.dirname(__filename), "e.js"));`,
      "a.js": part,
      "b.js": part,
      "lib/c.js": part,
      "lib/d.js": part,
      "e.js": part,
    },
  },
  {
    name: "compiled-typescript",
    files: {
      "index.js": `"use strict";
var __importDefault = (this && this.__importDefault) || ((mod) => (mod && mod.__esModule ? mod : { default: mod }));
Object.defineProperty(exports, "__esModule", { value: true });
const path_1 = require("path");
const path_2 = __importDefault(require("path"));
const a_1 = __importDefault(require("./a"));
const b_1 = require((0, path_1.join)(__dirname, "b"));
const c_1 = require(path_2.default.join(__dirname, "c"));
Promise.resolve().then(() => require("./d"));`,
      "a.js": part,
      "b.js": part,
      "c.js": part,
      "d.js": part,
    },
  },
  {
    name: "constants",
    files: {
      "index.js": `const name = "a"; const folder = __dirname + "/lib"; const file = \`\${folder}/b\`;
require("./" + name); require(file);
function load() { const name = "c"; return require("./" + name); }
load();`,
      "a.js": part,
      "lib/b.js": part,
      "c.js": part,
    },
  },
  {
    name: "choice",
    files: {
      "index.js": `require(process.platform === "win32" ? "./windows" : "./linux");
const fast = process.arch === "none"; fast && require("./fast"); if (!fast) require("./slow");`,
      "linux.js": part,
      "windows.js": part,
      "fast.js": part,
      "slow.js": part,
    },
  },
  {
    name: "guarded",
    files: {
      "index.js": `let a; try { a = require("absent-a"); } catch { a = require("./instead"); }
try { require.resolve("absent-b"); } catch {}
import("absent-c").catch(() => {}); import("absent-d").then(() => {}, () => {});`,
      "instead.js": part,
    },
  },
  {
    name: "resolve",
    files: {
      "index.js": `require.resolve("a"); require(require.resolve("b"));
const path = require.resolve("./c"); require(path);`,
      ...copy("a"),
      ...copy("b"),
      "c.js": part,
    },
  },
  {
    name: "resolve-with-paths",
    files: {
      "index.js": `const folders = ["/var/task/resolve-with-paths/inner/node_modules", ...module.paths];
const found = require.resolve("a", { paths: folders }); require(found);
require.resolve("b", { paths: [__dirname + "/inner"] }); require.resolve("./c", { paths: [__dirname + "/inner"] });`,
      ...copy("a"),
      ...copy("a", {}, "inner/node_modules"),
      ...copy("b", {}, "inner/node_modules"),
      "inner/c.js": part,
    },
  },
  {
    name: "aliases",
    files: {
      "index.js": `const load = require; load("./a"); module.require("./b");
const { createRequire } = require("node:module"); createRequire(__filename)("./c");
const { createRequire: make } = require("module"); const other = make(__dirname + "/inner/x.js"); other("d");
const Module = require("module"); Module.createRequire(__filename).resolve("./e");`,
      "a.js": part,
      "b.js": part,
      "c.js": part,
      ...copy("d"),
      ...copy("d", {}, "inner/node_modules"),
      "e.js": part,
    },
  },
  {
    name: "shadowed-require",
    files: {
      "index.js": `function define(make) { make((name) => name); }
define(function (require) { require("absent-a"); });
(function (require) { require("absent-b"); })(() => {});
exports.require = function require(name) { return name; };
require("./a"); { const require = (name) => name; require("absent-c"); }`,
      "a.js": part,
    },
  },
  {
    name: "wrappers",
    files: {
      "index.js": `(function () { require("./a"); })(); (() => { require("./b"); })();
!function () { require("./c"); }.call(this);
class A { static { require("./d"); } static e = require("./e"); }
const [, f = require("./f")] = []; const { g = require("./g") } = {};`,
      ...Object.fromEntries(["a", "b", "c", "d", "e", "f", "g"].map((each) => [`${each}.js`, part])),
    },
  },
  {
    name: "browserify",
    files: {
      "index.js": `(function () { function r(e, n, t) { function o(i, f) {
if (!n[i]) { if (!e[i]) { var c = "function" == typeof require && require; if (!f && c) return c(i, !0); }
var p = n[i] = { exports: {} }; e[i][0].call(p.exports, function (r) { var n = e[i][1][r]; return o(n || r); }, p, p.exports); }
return n[i].exports; } for (var i = 0; i < t.length; i++) o(t[i]); return o; } return r; })()({
1: [function (require, module, exports) { module.exports = require("./inner"); }, { "./inner": 2 }],
2: [function (require, module, exports) { module.exports = 2; }, {}] }, {}, [1]);
require("./outer");`,
      "outer.js": part,
    },
  },
  {
    name: "esbuild",
    files: {
      "index.js": `var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() { return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports; };
var require_a = __commonJS({ "a.js"(exports, module) { module.exports = require("kept-out"); } });
require_a();`,
      ...copy("kept-out"),
    },
  },
  {
    name: "webpack",
    files: {
      "index.js": `(() => { var __webpack_modules__ = ({
"kept-out": ((module) => { module.exports = require("kept-out"); }),
"./src/a.js": ((module, __unused, __webpack_require__) => { module.exports = __webpack_require__("kept-out"); }) });
var cache = {}; function __webpack_require__(id) { if (cache[id]) return cache[id].exports;
var module = cache[id] = { exports: {} }; __webpack_modules__[id](module, module.exports, __webpack_require__); return module.exports; }
__webpack_require__("./src/a.js"); })();`,
      ...copy("kept-out"),
    },
  },
  {
    name: "cycle",
    files: {
      "index.js": "require('./a');",
      "a.js": "exports.early = 1; require('./b');",
      "b.js": "exports.a = require('./a'); require('./index');",
    },
  },
  {
    name: "built-in-names",
    files: {
      "index.js":
        "require('fs'); require('node:fs/promises'); require('punycode/'); require('string_decoder/');",
      ...copy("punycode"),
      ...copy("string_decoder"),
    },
  },
  {
    name: "locales",
    files: {
      "index.js": "for (const language of ['de', 'en']) require('./locales/' + language);",
      "locales/de.js": part,
      "locales/en.js": part,
    },
  },
];
