/** One package evaluated twice in one process. */
import type { Capture, Deployment, RootSpec } from "../capture.ts";
import { commonJs, good, layerFolder, manifest, mixed, ping } from "./handlers.ts";

const apiFiles = {
  ...manifest("api", { graphql: "^16.0.0", "@graphql-tools/schema": "^10.0.0" }),
  "index.js": commonJs(
    `const { graphql } = require('graphql');
const { makeExecutableSchema } = require('@graphql-tools/schema');
const schema = makeExecutableSchema({ typeDefs: 'type Query { a: Int }' });`,
    "const { errors, data } = await graphql({ schema, source: '{ a }' });\n" +
      "  if (errors) throw errors[0];\n  return data;",
  ),
};
const toolsLayer: RootSpec = { sets: [["graphql-tools", layerFolder]] };
export const api: Deployment = {
  functionName: "api",
  functionVersion: "9",
  hoursAgo: 23,
  task: { files: apiFiles },
  layers: [toolsLayer],
  events: good,
};
/** graphql came into the zip as well as the layer's. */
export const apiWithOwnGraphql: Deployment = {
  ...api,
  functionVersion: "10",
  hoursAgo: 2,
  task: { files: apiFiles, sets: [["graphql", "node_modules"]] },
  events: mixed,
};

const pages: Deployment = {
  functionName: "pages",
  functionVersion: "100",
  hoursAgo: 48,
  task: {
    files: {
      ...manifest("pages", { react: "^18.0.0", "react-dom": "^18.0.0" }),
      "index.js": commonJs(
        `const React = require('react');
const { renderToString } = require('react-dom/server');
const Counter = () => React.createElement('b', null, React.useState(1)[0]);`,
        "return renderToString(React.createElement(Counter));",
      ),
    },
  },
  layers: [{ sets: [["react-dom", layerFolder]] }],
  events: good,
};

/** What a team shares: rules made with its own joi. */
const rulesLayer: RootSpec = {
  sets: [["joi-17", layerFolder]],
  files: {
    [`${layerFolder}/shop-rules/package.json`]: {
      name: "shop-rules",
      version: "1.0.0",
      dependencies: { joi: "^17.0.0" },
    },
    [`${layerFolder}/shop-rules/index.js`]:
      "const Joi = require('joi');\nexports.quantity = Joi.number().integer().min(1);\n",
  },
};
const basket: Deployment = {
  functionName: "basket",
  functionVersion: "30",
  hoursAgo: 33,
  task: {
    files: {
      ...manifest("basket", { joi: "^17.0.0 || ^18.0.0", "shop-rules": "^1.0.0" }),
      "index.js": commonJs(
        "const Joi = require('joi');\nconst { quantity } = require('shop-rules');",
        "const { error, value } = Joi.object({ quantity }).validate({ quantity: 2 });\n" +
          "  if (error) throw error;\n  return value;",
      ),
    },
  },
  layers: [rulesLayer],
  events: good,
};

const mixer: Deployment = {
  functionName: "forms",
  functionVersion: "61",
  hoursAgo: 18,
  task: {
    files: {
      ...manifest("forms", { zod: "^3.0.0 || ^4.0.0", "shop-fields": "^1.0.0" }),
      "index.js": commonJs(
        "const { z } = require('zod');\nconst { email } = require('shop-fields');",
        "return z.object({ email }).parse({ email: 'a@example.com' });",
      ),
    },
  },
  layers: [
    {
      sets: [["zod-3", layerFolder]],
      files: {
        [`${layerFolder}/shop-fields/package.json`]: {
          name: "shop-fields",
          version: "1.0.0",
          dependencies: { zod: "^3.0.0" },
        },
        [`${layerFolder}/shop-fields/index.js`]:
          "const { z } = require('zod');\nexports.email = z.string().email();\n",
      },
    },
  ],
  events: good,
};

export const instanceIncidents: readonly Capture[] = [
  {
    name: "two-graphqls",
    happened:
      "A deploy brought graphql into the zip while the layer's schema tools keep their own: a schema of " +
      "one is not a schema to the other.",
    kind: "incident",
    deployments: [api, apiWithOwnGraphql],
    shape: { as: "Insights JSON of the console" },
    cause: { code: "duplicate-instance", package: "graphql" },
    since: 1,
    between: "deploy",
  },
  {
    name: "two-reacts",
    happened:
      "A deploy put react into the zip; the layer's react-dom renders with its own, and every hook finds " +
      "no dispatcher.",
    kind: "incident",
    // React warns by console.error, with a text alone.
    gaps: ["errors-without-stack"],
    deployments: [
      pages,
      {
        ...pages,
        functionVersion: "101",
        hoursAgo: 6,
        task: { ...pages.task, sets: [["react", "node_modules"]] },
        events: mixed,
        environments: 2,
      },
    ],
    shape: { as: "subscription to Lambda", gzip: 1 },
    cause: { code: "duplicate-instance", package: "react" },
    since: 1,
    between: "deploy",
  },
  {
    name: "two-jois",
    happened:
      "The zip moved to joi 18 while the shared rules in a layer are made with joi 17, and joi refuses " +
      "to mix the two.",
    kind: "incident",
    deployments: [
      basket,
      {
        ...basket,
        functionVersion: "31",
        hoursAgo: 1,
        task: { ...basket.task, sets: [["joi-18", "node_modules"]] },
        events: [ping, {}, {}],
      },
    ],
    shape: { as: "Firehose to S3", gzip: 2 },
    cause: { code: ["shadowed-package", "duplicate-instance"], package: "joi" },
    since: 1,
    between: "deploy",
  },
  {
    name: "zod-3-field-in-zod-4-schema",
    happened:
      "The zip moved to zod 4 and puts a field of the layer's zod 3 into its schema; parsing calls what " +
      "a zod 3 field does not have.",
    kind: "incident",
    deployments: [
      mixer,
      {
        ...mixer,
        functionVersion: "62",
        hoursAgo: 4,
        task: { ...mixer.task, sets: [["zod-4", "node_modules"]] },
        events: mixed,
      },
    ],
    shape: { as: "Firehose to S3 with message extraction" },
    cause: { code: ["shadowed-package", "duplicate-instance"], package: "zod" },
    since: 1,
    between: "deploy",
  },
];
