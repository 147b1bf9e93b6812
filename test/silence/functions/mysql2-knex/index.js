const knex = require("knex")({ client: "mysql2" });

exports.handler = async () => knex("orders").where({ id: 1 }).toString();
