/** About 600 modules of packages that functions really carry, as CommonJS. */
exports.packages = [
  require("@aws-sdk/client-s3"),
  require("@aws-sdk/client-dynamodb"),
  require("express"),
  require("lodash"),
  require("axios"),
  require("zod"),
  require("date-fns"),
];
exports.handler = async () => exports.packages.length;
