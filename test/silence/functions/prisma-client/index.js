const { Decimal, PrismaClientKnownRequestError } = require("@prisma/client/runtime/client");

exports.handler = async () => [new Decimal("1.5").toString(), PrismaClientKnownRequestError.name];
