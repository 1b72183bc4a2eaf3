import { createServer } from "node:http";
import { serve } from "../../lib/contender.mjs";

let count = 0;
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const value = JSON.parse(Buffer.concat(chunks).toString());
    const isValid = Number.isInteger(value) && value >= 0;
    if (isValid) count = value;
    response.writeHead(isValid ? 204 : 422).end();
  });
});
server.listen(0, "127.0.0.1", () =>
  serve({ url: `http://127.0.0.1:${server.address().port}/counter/properties/count` }, async () => ({ count })),
);
