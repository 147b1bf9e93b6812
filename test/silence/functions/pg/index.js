const { Pool } = require("pg");

const pool = new Pool({ host: "127.0.0.1", port: 1 });

exports.handler = async () => pool.totalCount;
