export { type WebSocketClientOptions, webSocketClient } from "./web-socket-client.js";
export { type WebSocketServerOptions, webSocketServer } from "./web-socket-server.js";
