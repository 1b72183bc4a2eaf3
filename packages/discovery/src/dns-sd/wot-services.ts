import { keyOfName } from "./dns-name.js";
import { readServiceText, type ServiceText } from "./service-text.js";
import { type ServiceProtocol, serviceTypes } from "./service-type.js";
import { type ServiceUrl, serviceUrl } from "./service-url.js";
import type { WantedServices } from "./wanted-services.js";

/** Things and directories (WoT Discovery §6.3). */
export const wotServices: WantedServices<ServiceProtocol, ServiceText, ServiceUrl> = {
  browsed: Object.values(serviceTypes).flatMap(({ type, directories }) => [type, directories]),
  kindOf: protocolOfPointer,
  readText: readServiceText,
  found: (_name, service, text, addresses, sender) => serviceUrl(service, text, addresses, sender),
};

/** The transport of the instance `name`, when it is one of the service type that the pointer is of. */
function protocolOfPointer(type: string, name: string): ServiceProtocol | undefined {
  const key = keyOfName(type);
  return (["tcp", "udp"] as const).find((protocol) => {
    const { type: parent, directories } = serviceTypes[protocol];
    return (key === parent || key === directories) && keyOfName(name).endsWith(`.${parent}`);
  });
}
