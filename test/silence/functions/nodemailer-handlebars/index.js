const Handlebars = require("handlebars");
const nodemailer = require("nodemailer");

const transport = nodemailer.createTransport({ jsonTransport: true });
const template = Handlebars.compile("Hello {{name}}");

exports.handler = async () =>
  (await transport.sendMail({ to: "a@example.com", text: template({ name: "Ann" }) })).accepted ?? "sent";
