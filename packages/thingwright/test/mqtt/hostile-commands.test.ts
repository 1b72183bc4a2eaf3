import { embeddedBroker } from "@thingwright/binding-mqtt";
import { hostileCommands } from "./hostile-commands.js";

hostileCommands({ name: "the embedded broker", version: 4, start: () => embeddedBroker({ port: 0 }) });
