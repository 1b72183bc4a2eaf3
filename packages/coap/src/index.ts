export { coapServer, type CoapServer, type CoapServerOptions } from "./server/coap-server.js";
