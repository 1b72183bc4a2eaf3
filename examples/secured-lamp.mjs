// A lamp that asks who is there: everybody it knows may look, and only who has the scope "control" may switch.
import { createServient, memoryCredentials, staticVerifier } from "thingwright";

const verifier = staticVerifier({
  door: [
    { credentials: { username: "ada", password: "tiger" }, principal: { name: "ada", scopes: ["control"] } },
    { credentials: { username: "guest", password: "welcome" }, principal: { name: "guest", scopes: [] } },
  ],
});
const house = createServient({ http: { port: Number(process.env.PORT ?? 8082) }, verifier });
await house.start();
const lamp = house.produce({
  id: "urn:example:secured-lamp",
  title: "Secured lamp",
  securityDefinitions: { door: { scheme: "basic" } },
  security: "door",
  properties: {
    on: { type: "boolean", default: false, forms: [{ op: "writeproperty", scopes: ["control"] }] },
  },
});
await lamp.expose();

for (const [username, password] of [
  ["ada", "tiger"],
  ["guest", "welcome"],
]) {
  const credentials = memoryCredentials({ "urn:example:secured-lamp": { door: { username, password } } });
  const visitor = createServient({ credentials });
  const consumed = visitor.consume(await visitor.requestThingDescription(`${house.addresses()[0]}/secured-lamp`));
  console.log(username, "reads", await consumed.read("on"));
  const outcome = await consumed.write("on", true).then(
    () => "switches",
    (error) => `may not switch: ${error.code}`,
  );
  console.log(username, outcome);
  await visitor.stop();
}
await house.stop();
