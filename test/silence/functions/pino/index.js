const pino = require("pino");

const logger = pino();

exports.handler = async () => {
  logger.info("order");
  return logger.level;
};
