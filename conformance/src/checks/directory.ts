import type { Check } from "../check.js";
import { directoryHasType } from "./directory/exploration-directory-description-type.js";
import { timesAreDateTimes } from "./directory/tdd-absolute-time.js";
import { everyDescriptionHasId } from "./directory/tdd-anonymous-td-identifier.js";
import { anonymousIdIsUuid } from "./directory/tdd-anonymous-td-local-uuid.js";
import { enrichedHasContext } from "./directory/tdd-context-injection.js";
import { errorsAreProblems } from "./directory/tdd-http-error-response.js";
import { problemsAreUtf8 } from "./directory/tdd-http-error-response-utf-8.js";
import { headIsAnswered } from "./directory/tdd-http-head.js";
import { directoryCompresses } from "./directory/tdd-http-representation-alternate-output.js";
import { absentFeaturesAreErrors } from "./directory/tdd-http-unsupported-feature.js";
import { notificationsAreThere } from "./directory/tdd-notification.js";
import { eventDataIsJson } from "./directory/tdd-notification-data.js";
import { createdMayBeWhole } from "./directory/tdd-notification-data-create-full.js";
import { deletedHasIdAlone } from "./directory/tdd-notification-data-delete-diff.js";
import { eventDataHasId } from "./directory/tdd-notification-data-td-id.js";
import { updatedMayBePatch } from "./directory/tdd-notification-data-update-diff.js";
import { patchEventHasId } from "./directory/tdd-notification-data-update-id.js";
import { missedEventsComeAgain } from "./directory/tdd-notification-event-id.js";
import { lifeIsTold } from "./directory/tdd-notification-event-types.js";
import { eventsAreFiltered } from "./directory/tdd-notification-filter-type.js";
import { notificationsAreStream } from "./directory/tdd-notification-sse.js";
import { creationTimeStays } from "./directory/tdd-registrationinfo-vocab-created.js";
import { assignedExpiryIsIgnored } from "./directory/tdd-registrationinfo-vocab-expires.js";
import { changeTimeGoesOn } from "./directory/tdd-registrationinfo-vocab-modified.js";
import { retrievedIsNow } from "./directory/tdd-registrationinfo-vocab-retrieved.js";
import { ttlCounts } from "./directory/tdd-registrationinfo-vocab-ttl.js";
import { directoryHasSearch } from "./directory/tdd-search-large-tdds.js";
import { sparqlIsThere } from "./directory/tdd-search-sparql.js";
import { updatesAreRefused } from "./directory/tdd-search-sparql-error.js";
import { sparqlIsGet } from "./directory/tdd-search-sparql-method-get.js";
import { sparqlIsPost } from "./directory/tdd-search-sparql-method-post.js";
import { graphsAreJsonLd } from "./directory/tdd-search-sparql-resp-describe-construct.js";
import { resultsAreJson } from "./directory/tdd-search-sparql-resp-select-ask.js";
import { sparqlIs11 } from "./directory/tdd-search-sparql-version.js";
import { anonymousTakesTd } from "./directory/tdd-things-create-anonymous-contenttype.js";
import { anonymousGetsId } from "./directory/tdd-things-create-anonymous-id.js";
import { anonymousIsPosted } from "./directory/tdd-things-create-anonymous-td.js";
import { anonymousHasLocation } from "./directory/tdd-things-create-anonymous-td-resp.js";
import { creationTakesTd } from "./directory/tdd-things-create-known-contenttype.js";
import { knownIsPut } from "./directory/tdd-things-create-known-td.js";
import { creationIs201 } from "./directory/tdd-things-create-known-td-resp.js";
import { knownIsNotAnonymous } from "./directory/tdd-things-create-known-vs-anonymous.js";
import { directoryIsWhole } from "./directory/tdd-things-crudl.js";
import { directorySpeaksJson } from "./directory/tdd-things-default-representation.js";
import { deletionDeletes } from "./directory/tdd-things-delete.js";
import { deletionIs204 } from "./directory/tdd-things-delete-resp.js";
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
import { readOnlyIsReadOnly } from "./directory/tdd-things-read-only-auth.js";
import { retrievalIsThere } from "./directory/tdd-things-retrieve.js";
import { retrievalBringsDescription } from "./directory/tdd-things-retrieve-resp.js";
import { retrievalHasContentType } from "./directory/tdd-things-retrieve-resp-content-type.js";
import { putReplaces } from "./directory/tdd-things-update.js";
import { updateTakesTd } from "./directory/tdd-things-update-contenttype.js";
import { patchChanges } from "./directory/tdd-things-update-partial.js";
import { patchTakesMergePatch } from "./directory/tdd-things-update-partial-contenttype.js";
import { patchIsMerged } from "./directory/tdd-things-update-partial-mergepatch.js";
import { patchIsPartialDescription } from "./directory/tdd-things-update-partial-partialtd.js";
import { patchIs204 } from "./directory/tdd-things-update-partial-resp.js";
import { updateIs204 } from "./directory/tdd-things-update-resp.js";
import { mistypedIsRefused } from "./directory/tdd-validation-jsonschema.js";
import { refusalListsErrors } from "./directory/tdd-validation-response.js";
import { refusalIsUtf8 } from "./directory/tdd-validation-response-utf-8.js";
import { refusalSaysWhy } from "./directory/tdd-validation-result.js";
import { incompleteIsRefused } from "./directory/tdd-validation-syntactic.js";

export const directoryChecks: readonly Check[] = [
  directoryHasType,
  timesAreDateTimes,
  everyDescriptionHasId,
  anonymousIdIsUuid,
  enrichedHasContext,
  problemsAreUtf8,
  errorsAreProblems,
  headIsAnswered,
  directoryCompresses,
  absentFeaturesAreErrors,
  createdMayBeWhole,
  deletedHasIdAlone,
  eventDataHasId,
  updatedMayBePatch,
  patchEventHasId,
  eventDataIsJson,
  missedEventsComeAgain,
  lifeIsTold,
  eventsAreFiltered,
  notificationsAreStream,
  notificationsAreThere,
  creationTimeStays,
  assignedExpiryIsIgnored,
  changeTimeGoesOn,
  retrievedIsNow,
  ttlCounts,
  directoryHasSearch,
  updatesAreRefused,
  sparqlIsGet,
  sparqlIsPost,
  graphsAreJsonLd,
  resultsAreJson,
  sparqlIs11,
  sparqlIsThere,
  anonymousTakesTd,
  anonymousGetsId,
  anonymousHasLocation,
  anonymousIsPosted,
  creationTakesTd,
  creationIs201,
  knownIsPut,
  knownIsNotAnonymous,
  directoryIsWhole,
  directorySpeaksJson,
  deletionIs204,
  deletionDeletes,
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
  readOnlyIsReadOnly,
  retrievalHasContentType,
  retrievalBringsDescription,
  retrievalIsThere,
  updateTakesTd,
  patchTakesMergePatch,
  patchIsMerged,
  patchIsPartialDescription,
  patchIs204,
  patchChanges,
  updateIs204,
  putReplaces,
  mistypedIsRefused,
  refusalIsUtf8,
  refusalListsErrors,
  refusalSaysWhy,
  incompleteIsRefused,
];
