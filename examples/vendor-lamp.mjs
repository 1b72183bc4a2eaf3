// A vendor's lamp: one description, one handler, and any WoT client can use it.
import { createServient } from "thingwright";

const servient = createServient({ http: { port: Number(process.env.PORT ?? 8081) } });
await servient.start();

const lamp = servient.produce({
  title: "Vendor lamp",
  properties: {
    on: { type: "boolean", default: false, observable: true },
    brightness: { type: "integer", minimum: 0, maximum: 100, unit: "percent", default: 100, observable: true },
  },
  actions: { toggle: { output: { type: "boolean" } } },
  events: { overheated: { data: { type: "number", unit: "degree celsius" } } },
});

let on = false;
lamp.setPropertyReadHandler("on", () => on);
lamp.setPropertyWriteHandler("on", async (value) => {
  on = await value.value();
  await lamp.emitPropertyChange("on");
});
lamp.setActionHandler("toggle", () => {
  on = !on;
  return on;
});

await lamp.expose();
console.log(`The lamp's Thing Description: ${servient.addresses()[0]}/vendor-lamp`);
