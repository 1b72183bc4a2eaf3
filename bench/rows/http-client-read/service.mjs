import { createServer } from "node:http";
import { serve } from "../../lib/contender.mjs";

/** The Thing that is read from: bare node:http. */
const body = Buffer.from("42");
const head = { "content-type": "application/json", "content-length": body.length };
const server = createServer((_request, response) => {
  response.writeHead(200, head);
  response.end(body);
});
server.listen(0, "127.0.0.1", () =>
  serve({ url: `http://127.0.0.1:${server.address().port}/counter/properties/count` }),
);
