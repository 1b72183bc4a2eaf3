import type { ConsumerCheck } from "../consumer-subject.js";
import { sentDataFits } from "./property/client-data-schema.js";
import { moreDataIsTaken } from "./property/client-data-schema-accept-extras.js";
import { noMoreDataIsSent } from "./property/client-data-schema-no-extras.js";
import { urisAreAsDescribed } from "./property/client-uri-template.js";

export const propertyChecks: readonly ConsumerCheck[] = [
  moreDataIsTaken,
  noMoreDataIsSent,
  sentDataFits,
  urisAreAsDescribed,
];
