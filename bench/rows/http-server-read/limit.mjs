import { createServer } from "node:http";
import { serve } from "../../lib/contender.mjs";

const body = Buffer.from("42");
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () =>
  serve({ url: `http://127.0.0.1:${server.address().port}/counter/properties/count` }),
);
