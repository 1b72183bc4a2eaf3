import { createServer } from "node:http";
import { serve } from "../../lib/contender.mjs";

const streams = new Set();
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  streams.add(response);
  response.on("close", () => streams.delete(response));
});
let count = 1_000_000;
server.listen(0, "127.0.0.1", () =>
  serve({ url: `http://127.0.0.1:${server.address().port}/` }, async ({ changes }) => {
    for (let i = 0; i < changes; i += 1) {
      count += 1;
      const id = new Date().toISOString().replace("Z", "000000Z");
      const frame = Buffer.from(`event: count\nid: ${id}\ndata: ${count}\n\n`);
      for (const response of streams) response.write(frame);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return {};
  }),
);
