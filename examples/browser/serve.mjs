// Serves the page beside it, and the module that it loads, at http://localhost:8000 (PORT chooses another port).
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const files = new Map([
  ["/", ["text/html; charset=utf-8", fileURLToPath(new URL("index.html", import.meta.url))]],
  ["/thingwright.js", ["text/javascript", fileURLToPath(import.meta.resolve("thingwright/browser.min.js"))]],
]);

const server = createServer((request, response) => {
  const [type, file] = files.get(request.url?.split("?", 1)[0]) ?? [];
  if (file === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": type });
  createReadStream(file)
    .on("error", ({ message }) =>
      response.end(`throw new Error(${JSON.stringify(`run npm run build first: ${message}`)});`),
    )
    .pipe(response);
});
server.listen(Number(process.env.PORT ?? 8000), "localhost", () => {
  console.log(`http://localhost:${server.address().port}/`);
});
