require("reflect-metadata");
const { DataSource, EntitySchema } = require("typeorm");

const Order = new EntitySchema({ name: "order", columns: { id: { type: Number, primary: true } } });
const source = new DataSource({ type: "postgres", entities: [Order] });

exports.handler = async () => source.isInitialized;
