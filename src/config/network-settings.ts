import { setting } from './setting.ts'
import * as kind from './setting-kinds.ts'

/** What firewalls must know of an environment besides its addresses (ONB-12). */
export const networkSettings = {
  addresses: setting(
    'network.addresses',
    'NETWORK_ADDRESSES',
    kind.list,
    '',
    'IP addresses of this environment, shown on the page for firewalls.',
  ),
  plannedChange: setting(
    'network.planned_change',
    'NETWORK_PLANNED_CHANGE',
    kind.filledText,
    '',
    'The next planned change of names, ports or addresses, with its date; shown on the same page.',
  ),
}
