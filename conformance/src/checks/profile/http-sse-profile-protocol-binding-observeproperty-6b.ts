import { pushCheck, tellsMissed } from "../../kinds/push-check.js";

export const missedOfPropertyComesAfterAll = pushCheck({
  id: "http-sse-profile-protocol-binding-observeproperty-6b",
  section: "observeproperty",
  level: "SHOULD",
  requirement: "Who opens the stream of a property again with Last-Event-ID is told the changes that came after it.",
  procedure:
    "Opens the stream, writes a neighbouring value and puts the old one back, so that two messages come. Opens it again with the id of the first. Warns when the second does not come within effectTimeoutMs.",
  example: "The stream begins anew, whatever Last-Event-ID says.",
  operation: "observeproperty",
  judge: tellsMissed,
});
