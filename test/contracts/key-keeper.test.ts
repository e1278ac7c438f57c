import { Secret } from '../../src/protocol/secret.ts'
import { openLocalKeeper } from '../../src/signing/local/local-keeper.ts'
import { openKeyKeeper } from './child-keeper.ts'
import { keyKeeperContract } from './key-keeper.contract.ts'

const encryptionKeys = [{ id: '1', value: new Secret('an encryption key of this test') }]
keyKeeperContract('local', () => openLocalKeeper(() => encryptionKeys))
keyKeeperContract('a process of its own', openKeyKeeper)
