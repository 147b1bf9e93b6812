const Redis = require("ioredis");

const redis = new Redis({ lazyConnect: true });

exports.handler = async () => redis.status;
