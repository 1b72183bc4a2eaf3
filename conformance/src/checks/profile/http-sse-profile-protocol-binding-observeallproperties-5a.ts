import { pushCheck, tellsChange } from "../../kinds/push-check.js";

export const changeOfAllPropertiesIsPushed = pushCheck({
  id: "http-sse-profile-protocol-binding-observeallproperties-5a",
  section: "observeallproperties",
  level: "MUST",
  requirement: "A change of a property is told on the stream of all properties while it is open.",
  procedure:
    "Opens the stream, writes a neighbouring value, reads until that shows, and puts the old value back. Fails when no message with the new value comes within effectTimeoutMs of being read. Values that move by themselves decide nothing.",
  example: "A property is set to 41 and read as 41, and the stream says nothing.",
  operation: "observeallproperties",
  judge: tellsChange,
});
