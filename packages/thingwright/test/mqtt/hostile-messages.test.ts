import { embeddedBroker } from "@thingwright/binding-mqtt";
import { hostileMessages } from "./hostile-messages.js";

hostileMessages({ name: "the embedded broker", version: 4, start: () => embeddedBroker({ port: 0 }) });
