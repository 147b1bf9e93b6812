const { ApolloServer } = require("@apollo/server");
const { handlers, startServerAndCreateLambdaHandler } = require("@as-integrations/aws-lambda");

const server = new ApolloServer({
  typeDefs: "type Query { hello: String }",
  resolvers: { Query: { hello: () => "world" } },
});
startServerAndCreateLambdaHandler(server, handlers.createAPIGatewayProxyEventV2RequestHandler());

exports.handler = async () =>
  (await server.executeOperation({ query: "{ hello }" })).body.singleResult.data.hello;
