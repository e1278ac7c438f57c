import type { Actor } from '../../../journey/actor.ts'
import type { Order, OrderFields } from '../../../journey/order-records.ts'
import { refuse, refuseAll } from '../../../journey/refusal.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Kept } from '../../../storage/portal-shelves.ts'
import { record } from '../record.ts'
import { requireRevision } from '../require-revision.ts'
import { changeOrder, findOrder } from './change-order.ts'
import { judgeOrder } from './judge-order.ts'
import { readMobile } from './mobile-verification.ts'
import { type OrderNeeds, usesSecret } from './order-needs.ts'

const editable = ['DRAFT', 'SUBMITTED', 'IN_REVIEW', 'NEEDS_INFO']

/**
 * Writes what was typed. A draft may be unfinished; after submit the whole must pass, a new revision is made that the
 * reviewer compares with the former, and approvals of the former one fall away (ONB-91). `expectedRevision`: of the record
 * that the caller has read; refuses `revision_mismatch` when it has moved on.
 */
export const editOrder =
  (needs: OrderNeeds) =>
  (actor: Actor, orderNo: string, fields: OrderFields, expectedRevision?: number): Promise<Order> =>
    needs.durable.transaction(async (store) => {
      const kept = await findOrder(store, actor, 'order.place', orderNo)
      requireRevision(kept.revision, expectedRevision)
      if (!editable.includes(kept.thing.state))
        refuse('illegal_transition', `edit is not possible in state ${kept.thing.state}`, {
          values: { state: kept.thing.state, event: 'edit' },
        })
      return writeFields(needs, store, actor, kept, fields)
    })

/** The fields of an order with their rules, inside a transaction. */
export async function writeFields(
  needs: OrderNeeds,
  store: DurableStore,
  actor: Actor,
  kept: Kept<Order>,
  typed: OrderFields,
): Promise<Order> {
  const nowSeconds = needs.clock.nowSeconds()
  const { thing } = kept
  const fields = cleaned(needs, typed)
  if (JSON.stringify(fields) === JSON.stringify(thing.fields)) return thing
  if (thing.state === 'DRAFT') return changeOrder(store, kept, nowSeconds, { fields })
  const judged = await judgeOrder(needs, store, { ...thing, fields }, nowSeconds)
  refuseAll(judged.breaches)
  const fieldsRevision = thing.fieldsRevision + 1
  const changed = await changeOrder(store, kept, nowSeconds, {
    fields,
    fieldsRevision,
    formerFields: [...thing.formerFields, thing.fields],
    flags: judged.flags,
    approvals: [],
    ...(judged.verificationRunId === undefined ? {} : { verificationRunId: judged.verificationRunId }),
  })
  await record(
    store,
    actor,
    {
      action: 'order.edited',
      object: { kind: 'order', id: thing.id },
      orgno: thing.orgno,
      environment: thing.environment,
      before: { fieldsRevision: thing.fieldsRevision },
      after: { fieldsRevision, fields: changedNames(thing.fields, fields).join(' ') },
    },
    nowSeconds,
  )
  return changed
}

/** Fields as they are kept: a number in its one form, and none where none is needed (ONB-85). Private keys are turned away. */
export function cleaned(needs: Pick<OrderNeeds, 'allowedCountryCodes'>, fields: OrderFields): OrderFields {
  refusePrivateKey(fields)
  const receiver = fields.credentialReceiver
  if (receiver === undefined) return fields
  const { mobile, ...rest } = receiver
  const isAsked = usesSecret(fields.client.token_endpoint_auth_method)
  if (!isAsked || mobile === undefined || mobile.trim() === '') return { ...fields, credentialReceiver: rest }
  return { ...fields, credentialReceiver: { ...rest, mobile: readMobile(needs, mobile) } }
}

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']

function refusePrivateKey({ jwks, certificate }: OrderFields): void {
  const isPrivate = (key: unknown): boolean =>
    typeof key === 'object' && key !== null && privateMembers.some((member) => Object.hasOwn(key, member))
  const message = 'this is a private key; it was not kept, and must be taken as known to others'
  if (jwks?.some(isPrivate)) refuse('private_key_received', message, { field: 'jwks' })
  if (certificate?.includes('PRIVATE KEY')) refuse('private_key_received', message, { field: 'certificate' })
}

/** Names of the fields that differ, by the names of the form. */
export function changedNames(before: OrderFields, after: OrderFields): readonly string[] {
  const [former, next] = [flat(before), flat(after)]
  return Object.keys({ ...former, ...next }).filter(
    (name) => JSON.stringify(former[name]) !== JSON.stringify(next[name]),
  )
}

const flat = ({ client, ...rest }: OrderFields): Record<string, unknown> => ({ ...client, ...rest })
