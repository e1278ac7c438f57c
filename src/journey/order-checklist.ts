/** What a reviewer answers before an order is approved (ONB-123). */
export const checklistItems = [
  'customer',
  'terms',
  'contact',
  'redirect_uris',
  'name',
  'security_level',
  'verification',
  'logo',
  'scopes',
  'billing',
  'mobile',
] as const
export type ChecklistItem = (typeof checklistItems)[number]

export type ChecklistAnswer = 'yes' | 'no' | 'not_relevant'
export type Checklist = Readonly<Record<string, { readonly answer: ChecklistAnswer; readonly note?: string }>>

/** Why an order is rejected (ONB-124). */
export const rejectionReasons = [
  'terms',
  'authority',
  'not_a_customer',
  'redirect_uri',
  'verification_incomplete',
  'risk_assessment',
  'name_or_logo',
  'scopes',
  'contact_unverified',
  'duplicate',
  'other',
] as const
export type RejectionReason = (typeof rejectionReasons)[number]

/**
 * The whole checklist, what the machine knows above what a person says of it. `missing` are the items without an answer,
 * `no` those that block.
 */
export function completeChecklist(
  machine: Readonly<Partial<Record<ChecklistItem, ChecklistAnswer>>>,
  person: Checklist,
): {
  readonly checklist: Checklist
  readonly missing: readonly ChecklistItem[]
  readonly no: readonly ChecklistItem[]
} {
  const checklist: Record<string, { answer: ChecklistAnswer; note?: string }> = {}
  for (const item of checklistItems) {
    const note = person[item]?.note
    const answer = machine[item] ?? person[item]?.answer
    if (answer !== undefined) checklist[item] = { answer, ...(note === undefined || note === '' ? {} : { note }) }
  }
  return {
    checklist,
    missing: checklistItems.filter((item) => checklist[item] === undefined),
    no: checklistItems.filter((item) => checklist[item]?.answer === 'no'),
  }
}
