const { MongoClient, ObjectId } = require("mongodb");

const client = new MongoClient("mongodb://127.0.0.1:1/orders");

exports.handler = async () => [typeof client.db, new ObjectId().toHexString().length];
