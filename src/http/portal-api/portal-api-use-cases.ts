import type { Actor } from '../../journey/actor.ts'
import type { readJournal } from '../../usecases/onboarding/journal/read-journal.ts'
import type { JournalVerdict } from '../../usecases/onboarding/journal/verify-journal.ts'
import type { decideOrganisation, setSelfService } from '../../usecases/onboarding/organisations/decide-organisation.ts'
import type { Places } from '../../usecases/onboarding/portal-api/find-places.ts'
import type { CaseUseCases } from '../portal/case-doors.ts'
import type { ClientUseCases } from '../portal/client-doors.ts'
import type { DeliveriesUseCases } from '../portal/deliveries-doors.ts'
import type { IntegrationUseCases } from '../portal/integration-doors.ts'
import type { OperatorOrdersUseCases } from '../portal/operator-orders-doors.ts'
import type { OrdersUseCases } from '../portal/orders-doors.ts'
import type { OrganisationUseCases } from '../portal/organisation-doors.ts'
import type { PeopleUseCases } from '../portal/people-doors.ts'
import type { ProtocolLogUseCases } from '../portal/protocol-log-doors.ts'
import type { TermsUseCases } from '../portal/terms-doors.ts'
import type { TestOrderUseCases } from '../portal/test-order-doors.ts'
import type { VerificationUseCases } from '../portal/verification-doors.ts'

/** What the API does: the very use cases of the pages (house §4). Each group of doors puts its own in. */
export interface PortalApiUseCases {
  readonly people: PeopleUseCases
  readonly organisations: OrganisationUseCases
  readonly decide: ReturnType<typeof decideOrganisation>
  readonly setSelfService: ReturnType<typeof setSelfService>
  readonly readJournal: ReturnType<typeof readJournal>
  readonly verifyJournal: () => Promise<JournalVerdict>
  readonly terms: TermsUseCases
  readonly integrations: IntegrationUseCases
  readonly protocolLog: ProtocolLogUseCases
  readonly clients: ClientUseCases
  readonly orders: OrdersUseCases
  readonly operatorOrders: OperatorOrdersUseCases
  readonly deliveries: DeliveriesUseCases
  readonly cases: CaseUseCases
  readonly claimCase: (actor: Actor, caseNo: string) => Promise<void>
  readonly waive: VerificationUseCases['waive']
  readonly reveal: TestOrderUseCases['reveal']
  readonly places: Places
  /** Refuses who may not verify the journal. */
  readonly mayVerifyJournal: (actor: Actor) => void
  readonly nowSeconds: () => number
}
