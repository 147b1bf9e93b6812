/**
 * Widely used packages that stress loading, and how their own test suites are run. Every file of a suite is a
 * process of its own, so that the shim can come as the wrapper brings it; a suite whose runner insists on
 * processes of its own gets it through NODE_OPTIONS.
 */
import type { Preload } from "./arm.ts";

export interface TestedPackage {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  /** What git calls that version: a tag, or a commit where the release has no tag. */
  readonly ref: string;
  /** Those of its development dependencies that the tests need, in the versions it asks for itself. */
  readonly tools: readonly string[];
  /** A command that follows the installation, with its arguments; `node` is the Node that is tested. */
  readonly build?: readonly string[];
  readonly runs: readonly SuiteRun[];
}

export interface SuiteRun {
  /** The folder and which of its files are tests; with `null` the command runs the whole suite. */
  readonly files: {
    readonly folder: string;
    readonly match: RegExp;
    readonly omit?: readonly string[];
  } | null;
  /** Arguments for Node; `{file}` is the test, from the package's folder. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Set apart from another run of the same files. */
  readonly label?: string;
  /**
   * How the tests are counted: by the points of the Test Anything Protocol, or one a file by the exit code.
   * Either way the exit code counts too.
   */
  readonly counts: "tap" | "exit";
  /** Default `wrapped`. */
  readonly preload?: Preload;
}

const mocha = ["node_modules/mocha/bin/_mocha", "--reporter", "tap"];
const imhotap = [
  "--no-warnings",
  "--require",
  "./test/version-check.js",
  "--experimental-loader",
  "./test/generic-loader.mjs",
].join(" ");

export const packages: readonly TestedPackage[] = [
  {
    name: "resolve",
    repository: "https://github.com/browserify/resolve",
    version: "1.22.12",
    ref: "v1.22.12",
    tools: [
      "array.prototype.map",
      "copy-dir",
      "mkdirp",
      "mv",
      "object-keys",
      "rimraf",
      "semver",
      "tap",
      "tape",
      "tmp",
    ],
    runs: [{ files: { folder: "test", match: /\.js$/ }, args: ["{file}"], counts: "tap" }],
  },
  {
    name: "enhanced-resolve",
    repository: "https://github.com/webpack/enhanced-resolve",
    version: "5.24.0",
    ref: "v5.24.0",
    tools: ["memfs"],
    runs: [
      {
        files: { folder: "test", match: /\.test\.js$/ },
        args: ["--test-reporter=tap", "{file}"],
        counts: "tap",
      },
    ],
  },
  {
    name: "import-in-the-middle",
    repository: "https://github.com/nodejs/import-in-the-middle",
    version: "1.11.2",
    ref: "import-in-the-middle-v1.11.2",
    tools: [
      "@node-rs/crc32",
      "@react-email/components",
      "date-fns",
      "got",
      "openai",
      "ts-node",
      "typescript",
      "vue",
    ],
    runs: ["hook", "low-level", "other", "get-esm-exports", "register"].map((folder) => ({
      files: { folder: `test/${folder}`, match: /\.m?js$/ },
      args: ["{file}"],
      env: { NODE_OPTIONS: imhotap },
      counts: "exit",
    })),
  },
  {
    name: "require-in-the-middle",
    repository: "https://github.com/nodejs/require-in-the-middle",
    version: "8.0.1",
    ref: "require-in-the-middle-v8.0.1",
    tools: [
      "@babel/core",
      "@babel/preset-env",
      "@babel/preset-typescript",
      "@babel/register",
      "ipp-printer",
      "patterns",
      "roundround",
      "semver",
      "tape",
    ],
    runs: [
      { files: { folder: "test", match: /\.js$/ }, args: ["--test-reporter=tap", "{file}"], counts: "tap" },
      { files: { folder: "test/babel", match: /^babel-register\.js$/ }, args: ["{file}"], counts: "tap" },
    ],
  },
  {
    name: "graceful-fs",
    repository: "https://github.com/isaacs/node-graceful-fs",
    version: "4.2.11",
    ref: "v4.2.11",
    tools: ["import-fresh", "mkdirp", "rimraf", "tap"],
    runs: [
      { files: { folder: "test", match: /\.js$/ }, args: ["--expose-gc", "{file}"], counts: "tap" },
      {
        label: "global patch",
        files: { folder: "test", match: /\.js$/, omit: ["monkeypatch-by-accident.js"] },
        args: ["--expose-gc", "{file}"],
        env: { TEST_GRACEFUL_FS_GLOBAL_PATCH: "1" },
        counts: "tap",
      },
    ],
  },
  {
    name: "proxyquire",
    repository: "https://github.com/thlorenz/proxyquire",
    version: "2.1.3",
    ref: "v2.1.3",
    tools: ["mocha", "native-hello-world", "should", "sinon"],
    runs: [
      {
        files: { folder: "test", match: /\.js$/ },
        args: [...mocha, "--opts", "/dev/null", "--require", "should", "{file}"],
        counts: "tap",
      },
    ],
  },
  {
    name: "module-alias",
    repository: "https://github.com/ilearnio/module-alias",
    version: "2.3.4",
    ref: "07534429a0ad84940fc07a3b352bf99fc322b9b9",
    tools: ["chai", "mocha", "semver"],
    runs: [
      {
        files: { folder: "test", match: /^specs\.js$/ },
        args: [...mocha, "{file}"],
        env: { NODE_ENV: "test" },
        counts: "tap",
      },
      {
        files: { folder: "test/esm", match: /^integration\.js$/ },
        args: [...mocha, "{file}"],
        env: { NODE_ENV: "test" },
        counts: "tap",
      },
    ],
  },
  {
    name: "mock-require",
    repository: "https://github.com/boblauer/mock-require",
    version: "3.0.3",
    ref: "dceb8e4bd01a0db3ec1654a4ea965dea7b374b08",
    tools: ["mocha"],
    runs: [
      {
        files: { folder: "test", match: /^runner\.js$/ },
        args: [...mocha, "{file}"],
        env: { NODE_PATH: "test/node-path" },
        counts: "tap",
      },
    ],
  },
  {
    name: "pirates",
    repository: "https://github.com/danez/pirates",
    version: "4.0.7",
    ref: "v4.0.7",
    tools: ["ava", "decache"],
    runs: [{ files: null, args: ["node_modules/ava/cli.js", "--tap"], counts: "tap", preload: "inherited" }],
  },
  {
    name: "jiti",
    repository: "https://github.com/unjs/jiti",
    version: "2.6.1",
    ref: "v2.6.1",
    tools: [],
    build: ["npx", "rspack"],
    runs: [
      {
        files: null,
        args: ["node_modules/vitest/vitest.mjs", "run", "--reporter=tap-flat"],
        counts: "tap",
        preload: "inherited",
      },
      {
        files: { folder: "test", match: /^node-register\.test\.mjs$/ },
        args: ["--test-reporter=tap", "{file}"],
        env: { JITI_JSX: "1" },
        counts: "tap",
      },
    ],
  },
];
