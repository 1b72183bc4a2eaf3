/*
 * In place of `@node-wot/binding-coap`.
 */
import { CoapServer } from "./coap/coap-server.js";

export { CoapClient, CoapClientFactory, CoapsClient, CoapsClientFactory } from "./coap/coap-client.js";
export {
  type BlockSize,
  type BlockSizeOptionValue,
  type BlockWiseTransferParameters,
  blockSizeToOptionValue,
  CoapForm,
  type CoapMethodName,
  isSupportedCoapMethod,
  isValidCoapMethod,
} from "./coap/coap-form.js";
export type { CoapServerConfig } from "./coap/coap-server.js";
export { CoapServer };
export default CoapServer;
