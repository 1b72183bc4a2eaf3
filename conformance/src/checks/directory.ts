import type { Check } from "../check.js";
import { timesAreDateTimes } from "./directory/tdd-absolute-time.js";
import { everyDescriptionHasId } from "./directory/tdd-anonymous-td-identifier.js";
import { enrichedHasContext } from "./directory/tdd-context-injection.js";
import { errorsAreProblems } from "./directory/tdd-http-error-response.js";
import { problemsAreUtf8 } from "./directory/tdd-http-error-response-utf-8.js";
import { headIsAnswered } from "./directory/tdd-http-head.js";
import { directoryCompresses } from "./directory/tdd-http-representation-alternate-output.js";
import { absentFeaturesAreErrors } from "./directory/tdd-http-unsupported-feature.js";
import { notificationsAreThere } from "./directory/tdd-notification.js";
import { notificationsAreStream } from "./directory/tdd-notification-sse.js";
import { retrievedIsNow } from "./directory/tdd-registrationinfo-vocab-retrieved.js";
import { directoryHasSearch } from "./directory/tdd-search-large-tdds.js";
import { sparqlIsThere } from "./directory/tdd-search-sparql.js";
import { updatesAreRefused } from "./directory/tdd-search-sparql-error.js";
import { sparqlIsGet } from "./directory/tdd-search-sparql-method-get.js";
import { graphsAreJsonLd } from "./directory/tdd-search-sparql-resp-describe-construct.js";
import { resultsAreJson } from "./directory/tdd-search-sparql-resp-select-ask.js";
import { sparqlIs11 } from "./directory/tdd-search-sparql-version.js";
import { directoryIsWhole } from "./directory/tdd-things-crudl.js";
import { directorySpeaksJson } from "./directory/tdd-things-default-representation.js";
import { listingIsThere } from "./directory/tdd-things-list-method.js";
import { directoryOffersListing } from "./directory/tdd-things-list-only.js";
import { pagesMakeTheWhole } from "./directory/tdd-things-list-pagination.js";
import { collectionHasMembers } from "./directory/tdd-things-list-pagination-collection.js";
import { pageHasCanonical } from "./directory/tdd-things-list-pagination-header-canonicallink.js";
import { pageHasNext } from "./directory/tdd-things-list-pagination-header-nextlink.js";
import { nextHasArguments } from "./directory/tdd-things-list-pagination-header-nextlink-attr.js";
import { nextLeadsOn } from "./directory/tdd-things-list-pagination-header-nextlink-base.js";
import { limitIsKept } from "./directory/tdd-things-list-pagination-limit.js";
import { listingIsOrdered } from "./directory/tdd-things-list-pagination-order-default.js";
import { listingIsArray } from "./directory/tdd-things-list-resp.js";
import { listingHasContentType } from "./directory/tdd-things-list-resp-content-type.js";
import { retrievalIsThere } from "./directory/tdd-things-retrieve.js";
import { retrievalBringsDescription } from "./directory/tdd-things-retrieve-resp.js";
import { retrievalHasContentType } from "./directory/tdd-things-retrieve-resp-content-type.js";

export const directoryChecks: readonly Check[] = [
  timesAreDateTimes,
  everyDescriptionHasId,
  enrichedHasContext,
  problemsAreUtf8,
  errorsAreProblems,
  headIsAnswered,
  directoryCompresses,
  absentFeaturesAreErrors,
  notificationsAreStream,
  notificationsAreThere,
  retrievedIsNow,
  directoryHasSearch,
  updatesAreRefused,
  sparqlIsGet,
  graphsAreJsonLd,
  resultsAreJson,
  sparqlIs11,
  sparqlIsThere,
  directoryIsWhole,
  directorySpeaksJson,
  listingIsThere,
  directoryOffersListing,
  collectionHasMembers,
  pageHasCanonical,
  nextHasArguments,
  nextLeadsOn,
  pageHasNext,
  limitIsKept,
  listingIsOrdered,
  pagesMakeTheWhole,
  listingHasContentType,
  listingIsArray,
  retrievalHasContentType,
  retrievalBringsDescription,
  retrievalIsThere,
];
