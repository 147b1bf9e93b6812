/** Native files that this CPU, C library or Node cannot load. */
import type { Capture } from "../capture.ts";
import { layerFolder, mixed } from "./handlers.ts";
import {
  bcryptBuiltAs,
  bundler,
  bundling,
  checksums,
  checksumsForOtherCpu,
  foreign,
  imageFiles,
  images,
  logins,
  needed,
  pool,
  prebuilds,
  tracing,
} from "./native-deployments.ts";

export const nativeIncidents: readonly Capture[] = [
  {
    name: "addon-for-other-cpu",
    happened:
      "A deploy was packed on a machine with another CPU; of two functions only the one that loads the " +
      "addon fails.",
    kind: "incident",
    deployments: [
      checksums,
      { ...logins, functionVersion: "49", hoursAgo: 20 },
      checksumsForOtherCpu,
      { ...logins, functionVersion: "49", hoursAgo: 3, events: [{}, {}] },
    ],
    shape: { as: "filter-log-events --query events", split: "by-stream", gzip: 1 },
    cause: { code: "wrong-architecture", package: `@node-rs/crc32-linux-${needed}-gnu` },
    since: 2,
    between: "deploy",
  },
  {
    name: "bcrypt-built-on-alpine",
    happened:
      "A deploy holds bcrypt as it was built in an Alpine container, for musl; the function runs on glibc.",
    kind: "incident",
    deployments: [
      logins,
      {
        ...logins,
        functionVersion: "51",
        hoursAgo: 6,
        task: bcryptBuiltAs(`linux-${needed}/bcrypt.musl.node`),
        events: mixed,
        environments: 2,
      },
    ],
    shape: { as: "subscription to Kinesis", gzip: 2, overlapping: true },
    cause: { code: ["wrong-libc", "missing-library"], package: "bcrypt" },
    since: 1,
    between: "deploy",
  },
  {
    name: "bcrypt-built-on-mac",
    happened: "A deploy holds bcrypt as it was built on a Mac.",
    kind: "incident",
    deployments: [
      logins,
      {
        ...logins,
        functionVersion: "52",
        hoursAgo: 5,
        task: bcryptBuiltAs("darwin-arm64/bcrypt.node"),
        events: mixed,
      },
    ],
    shape: { as: "logs tail --color on", split: "by-stream" },
    cause: { code: "wrong-platform", package: "bcrypt" },
    since: 1,
    between: "deploy",
  },
  {
    name: "bcrypt-cut-off",
    happened: "The disk of the build machine was full: bcrypt's native file in the zip ends in its middle.",
    kind: "incident",
    deployments: [
      logins,
      {
        ...logins,
        functionVersion: "53",
        hoursAgo: 2,
        task: { ...logins.task, cut: [[`${prebuilds}/linux-${needed}/bcrypt.glibc.node`, 30_000]] },
        events: mixed,
      },
    ],
    shape: { as: "Firehose to S3 with GZIP", gzip: 1, split: "by-time" },
    cause: { code: "damaged-binary", package: "bcrypt" },
    since: 1,
    between: "deploy",
  },
  {
    name: "sharp-without-libvips",
    happened: "A deploy left out the optional package with the libvips that sharp's addon links to.",
    kind: "incident",
    deployments: [
      images,
      {
        ...images,
        functionVersion: "24",
        hoursAgo: 7,
        task: {
          files: imageFiles,
          sets: [["sharp", "node_modules", { without: [`@img/sharp-libvips-linux-${needed}`] }]],
        },
        events: mixed,
      },
    ],
    shape: { as: "Insights get-query-results", split: "by-time" },
    cause: { code: "missing-library", package: `@img/sharp-linux-${needed}` },
    since: 1,
    between: "deploy",
  },
  {
    name: "sharp-installed-for-other-cpu",
    happened:
      "A deploy holds sharp's optional packages for another CPU, so that the one it looks for is not there.",
    kind: "incident",
    deployments: [
      images,
      {
        ...images,
        functionVersion: "25",
        hoursAgo: 3,
        task: { files: imageFiles, sets: [["sharp", "node_modules", { cpu: foreign }]] },
        events: mixed,
      },
    ],
    shape: { as: "logs tail --format json", split: "by-stream", reversed: true },
    cause: { code: "unresolved-module", package: `@img/sharp-linux-${needed}` },
    since: 1,
    between: "deploy",
  },
  {
    name: "addon-of-node-22-on-node-24",
    happened:
      "The function's runtime went from nodejs22.x to nodejs24.x, and an addon built for Node 22 stayed " +
      "in the zip.",
    kind: "incident",
    deployments: [
      tracing,
      {
        ...tracing,
        functionVersion: "3",
        hoursAgo: 4,
        runtimeVersion: "nodejs:24.v18",
        nodeLine: 24,
        events: mixed,
        environments: 2,
      },
    ],
    shape: { as: "S3 export", split: "by-stream", gzip: 1 },
    cause: { code: "abi-mismatch", package: "@contrast/fn-inspect" },
    since: 1,
    between: "runtime-update",
  },
  {
    name: "child-of-other-cpu",
    happened: "A deploy holds esbuild's program for another CPU; the function cannot start it.",
    kind: "incident",
    deployments: [
      bundler,
      {
        ...bundler,
        functionVersion: "7",
        hoursAgo: 2,
        task: {
          files: { "index.js": bundling },
          sets: [["esbuild", "node_modules", { cpu: foreign }]],
          moved: [[`node_modules/@esbuild/linux-${foreign}`, `node_modules/@esbuild/linux-${needed}`]],
        },
        events: mixed,
      },
    ],
    shape: { as: "Insights JSON of the console", split: "by-time" },
    cause: { code: "wrong-architecture", package: `@esbuild/linux-${needed}` },
    since: 1,
    between: "deploy",
  },
  {
    name: "worker-with-addon-of-alpine",
    happened: "A layer's next version holds bcrypt built for musl; the worker threads that load it fail.",
    kind: "incident",
    deployments: [
      pool,
      {
        ...pool,
        functionVersion: "12",
        hoursAgo: 1,
        layers: [
          {
            sets: [["bcrypt", layerFolder]],
            moved: [
              [
                `${layerFolder}/bcrypt/prebuilds/linux-${needed}/bcrypt.musl.node`,
                `${layerFolder}/bcrypt/build/Release/bcrypt.node`,
              ],
            ],
          },
        ],
        events: mixed,
      },
    ],
    shape: { as: "CSV of the console's page of events", split: "by-stream", gzip: 1 },
    cause: { code: ["wrong-libc", "missing-library"], package: "bcrypt" },
    since: 1,
    between: "layer-change",
  },
];
