/** Team B's additions to Powertools. */
const { Logger } = require("@aws-lambda-powertools/logger");

/** Adds keys to a Powertools logger and tells whether it did; any other logger is left as it is. */
exports.enrich = (logger, keys) => {
  if (!(logger instanceof Logger)) return false;
  logger.appendKeys(keys);
  return true;
};
