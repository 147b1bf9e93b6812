require("reflect-metadata");
const { Module } = require("@nestjs/common");
const { NestFactory } = require("@nestjs/core");

class AppModule {}
Module({})(AppModule);

const started = NestFactory.create(AppModule, { logger: false }).then((app) => app.init());

exports.handler = async () => typeof (await started).getHttpServer();
