// Serverless 3 has a version of the AWS SDK that knows no variable for its endpoint.
const sdk = require(process.env.FIXTURE_SDK);
sdk.config.update({ cloudformation: { endpoint: process.env.AWS_ENDPOINT_URL } });
