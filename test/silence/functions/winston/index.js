const winston = require("winston");

const logger = winston.createLogger({ transports: [new winston.transports.Console()] });

exports.handler = async () => {
  logger.info("order");
  return logger.level;
};
