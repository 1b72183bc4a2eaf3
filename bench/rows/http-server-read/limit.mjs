import { createServer } from "node:http";
import { serve } from "../../lib/contender.mjs";
import { countsOf } from "../../lib/counter.mjs";

const body = Buffer.from("42");
const server = createServer((_request, response) => {
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": body.length,
    "cache-control": "no-store",
  });
  response.end(body);
});
server.listen(0, "127.0.0.1", () =>
  serve({ urls: countsOf(`http://127.0.0.1:${server.address().port}`, Number(process.argv[2])) }),
);
