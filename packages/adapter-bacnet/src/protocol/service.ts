/** Confirmed services that this station asks for, or answers (ASHRAE 135 §21, BACnetConfirmedServiceChoice). */
export const confirmedService = {
  confirmedCovNotification: 1,
  subscribeCov: 5,
  readProperty: 12,
  readPropertyMultiple: 14,
  writeProperty: 15,
  subscribeCovProperty: 28,
} as const;

/** Unconfirmed ones (BACnetUnconfirmedServiceChoice). */
export const unconfirmedService = {
  iAm: 0,
  unconfirmedCovNotification: 2,
  whoIs: 8,
} as const;
