const { GetObjectCommand, S3Client } = require("@aws-sdk/client-s3");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");

const client = new S3Client({
  region: "us-east-1",
  credentials: { accessKeyId: "id", secretAccessKey: "key" },
});

exports.handler = async () =>
  getSignedUrl(client, new GetObjectCommand({ Bucket: "bucket", Key: "key" }), { expiresIn: 60 });
