import { setting } from './setting.ts'
import * as kind from './setting-kinds.ts'

/** Settings of how production orders are judged. */
export const orderSettings = {
  orderVerificationPolicy: setting(
    'order.verification_policy',
    'GATEWAY_ORDER_VERIFICATION_POLICY',
    kind.choice(['required', 'recommended'] as const),
    'required',
    'Whether a production order needs a verified test client, or is only told that it has none.',
  ),
  operatorOrgno: setting(
    'operator.orgno',
    'GATEWAY_OPERATOR_ORGNO',
    kind.text,
    '',
    'Organisation number of the operator itself. Its clients, the portal first, need no accepted terms in production.',
  ),
  operatorAutoApprove: setting(
    'operator.auto_approve',
    'GATEWAY_OPERATOR_AUTO_APPROVE',
    kind.flag,
    'false',
    'Approve production orders at once without a person, for development. Not with an environment of kind prod.',
  ),
} as const
