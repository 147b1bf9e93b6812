const jwt = require("jsonwebtoken");
const bcrypt = require("bcryptjs");
const jwksClient = require("jwks-rsa");

jwksClient({ jwksUri: "https://127.0.0.1/jwks" });

exports.handler = async () => [
  jwt.verify(jwt.sign({ sub: "1" }, "key"), "key").sub,
  bcrypt.compareSync("a", bcrypt.hashSync("a", 4)),
];
