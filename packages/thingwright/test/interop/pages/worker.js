// A worker that reads a Thing by our module.
import { createServient } from "/thingwright.js";

addEventListener("message", async ({ data: url }) => {
  const servient = createServient();
  const lamp = servient.consume(await servient.requestThingDescription(url));
  postMessage(await lamp.read("brightness"));
});
