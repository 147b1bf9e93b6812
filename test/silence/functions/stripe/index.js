const Stripe = require("stripe");

const stripe = new Stripe("sk_test");

exports.handler = async () => typeof stripe.charges.create;
