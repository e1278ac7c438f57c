import { loadSeedText } from '../../config/load-seed.ts'
import type { SeedGround } from '../../config/seed-ground.ts'
import { type AppliedSeed, applySeed } from './apply-seed.ts'

type Needs = Parameters<typeof applySeed>[0]

/**
 * Applies a seed that came over the network, YAML or JSON; `name` stands for the file in messages. It reaches neither
 * variables nor files of this machine (REG-168).
 */
export const applySeedText =
  (needs: Needs, ground: Pick<SeedGround, 'allowProduction'>) =>
  async (name: string, text: string): Promise<AppliedSeed> => {
    const { environments, clock } = needs
    const reading = loadSeedText(name, text, { ...ground, environments, nowSeconds: clock.nowSeconds() })
    return reading.ok ? applySeed(needs)(reading.seed) : reading
  }
