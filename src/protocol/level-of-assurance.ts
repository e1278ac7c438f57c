/** The levels an authentication can have (ACR-1…5), as they stand in the `acr` claim. */
export const levelsOfAssurance = [
  'idporten-loa-low',
  'idporten-loa-substantial',
  'idporten-loa-high',
  'eidas-loa-substantial',
  'eidas-loa-high',
] as const
export type LevelOfAssurance = (typeof levelsOfAssurance)[number]
