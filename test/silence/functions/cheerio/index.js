const axios = require("axios");
const cheerio = require("cheerio");

exports.handler = async () => [cheerio.load("<h1>hello</h1>")("h1").text(), typeof axios.get];
