const sharp = require("sharp");

exports.handler = async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  return (await sharp(png).metadata()).format;
};
