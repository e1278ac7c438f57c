import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type ExpiringStore, takenRememberedSeconds } from '../../src/storage/expiring-store.ts'
import type { Clock } from '../../src/system/clock.ts'
import { exampleCode, exampleSession } from './examples.ts'
import { openMovableClock } from './movable-clock.ts'

/** A place where the stores of several environments live together; empty when it is opened. */
export interface ExpiringPlace {
  store(environment: string, clock: Clock): ExpiringStore
  close(): void
}

const inParallel = <Result>(times: number, work: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => work(index)))

/** What every expiring store owes. `open` opens an empty place. */
export const expiringStoreContract = (name: string, open: () => ExpiringPlace): void => {
  const run = async (
    work: (store: ExpiringStore, clock: ReturnType<typeof openMovableClock>, place: ExpiringPlace) => Promise<void>,
  ): Promise<void> => {
    const [place, clock] = [open(), openMovableClock()]
    try {
      await work(place.store('test', clock), clock, place)
    } finally {
      place.close()
    }
  }

  describe(`expiring store: ${name}`, () => {
    test('LIFE-1 a ticket is read as it was put until the second of its expiry, and is absent from then on', () =>
      run(async (store, clock) => {
        await store.put('authorization-code', 'a', exampleCode('æøå "\\'), clock.nowSeconds() + 60)
        clock.advance(59)
        assert.deepEqual(await store.read('authorization-code', 'a'), {
          outcome: 'live',
          value: exampleCode('æøå "\\'),
        })
        clock.advance(1)
        assert.deepEqual(await store.read('authorization-code', 'a'), { outcome: 'absent' })
        assert.deepEqual(await store.take('authorization-code', 'a'), { outcome: 'absent' })
      }))

    test('LIFE-1 a ticket can be taken in its last second', () =>
      run(async (store, clock) => {
        await store.put('authorization-code', 'a', exampleCode(), clock.nowSeconds() + 60)
        clock.advance(59)
        assert.equal((await store.take('authorization-code', 'a')).outcome, 'taken')
      }))

    test('put replaces what stood there, also what was taken', () =>
      run(async (store, clock) => {
        await store.put('authorization-code', 'a', exampleCode('old'), clock.nowSeconds() + 60)
        await store.take('authorization-code', 'a')
        await store.put('authorization-code', 'a', exampleCode('new'), clock.nowSeconds() + 60)
        assert.deepEqual(await store.take('authorization-code', 'a'), { outcome: 'taken', value: exampleCode('new') })
      }))

    test('CODE-11 of a hundred concurrent takes exactly one is told taken, and the others get the value too', () =>
      run(async (store, clock) => {
        await store.put('authorization-code', 'a', exampleCode(), clock.nowSeconds() + 60)
        const all = await inParallel(100, () => store.take('authorization-code', 'a'))
        assert.equal(all.filter((one) => one.outcome === 'taken').length, 1)
        assert.equal(all.filter((one) => one.outcome === 'taken-before').length, 99)
        for (const one of all) assert.deepEqual('value' in one && one.value, exampleCode())
      }))

    test('CODE-9 a taken ticket is remembered with its value for 600 s after its expiry, also through sweeps', () =>
      run(async (store, clock) => {
        await store.put('authorization-code', 'a', exampleCode(), clock.nowSeconds() + 60)
        await store.take('authorization-code', 'a')
        assert.deepEqual(await store.read('authorization-code', 'a'), { outcome: 'taken-before', value: exampleCode() })
        clock.advance(60 + takenRememberedSeconds - 1)
        await store.sweep(100)
        const again = await store.take('authorization-code', 'a')
        assert.deepEqual(again, { outcome: 'taken-before', value: exampleCode() })
        clock.advance(1)
        await store.sweep(100)
        assert.deepEqual(await store.take('authorization-code', 'a'), { outcome: 'absent' })
      }))

    test('an id that was never put is absent', () =>
      run(async (store) => {
        assert.deepEqual(await store.read('session', 'nobody'), { outcome: 'absent' })
        assert.deepEqual(await store.take('authorization-code', 'nobody'), { outcome: 'absent' })
        await store.drop('session', 'nobody')
      }))

    test('CAUTH-13 of fifty concurrent putIfAbsent one writes; after the expiry the id is free again', () =>
      run(async (store, clock) => {
        const guard = () => store.putIfAbsent('replay-guard', 'jti', { seen: true }, clock.nowSeconds() + 10)
        const written = await inParallel(50, guard)
        assert.equal(written.filter((one) => one).length, 1)
        clock.advance(9)
        assert.equal(await guard(), false)
        clock.advance(1)
        assert.equal(await guard(), true)
        assert.equal(await guard(), false)
      }))

    test('SSO-1 a hundred concurrent changes of one session lose nothing', () =>
      run(async (store, clock) => {
        const expiresAtSeconds = clock.nowSeconds() + 60
        await inParallel(100, () =>
          store.change('session', 's', (current) => ({
            value: exampleSession((current?.activeAtSeconds ?? 0) + 1),
            expiresAtSeconds,
          })),
        )
        assert.deepEqual(await store.read('session', 's'), { outcome: 'live', value: exampleSession(100) })
      }))

    test('change sees undefined where nothing lives, and answers what stands there afterwards', () =>
      run(async (store, clock) => {
        const later = clock.nowSeconds() + 60
        const seen: unknown[] = []
        const decideTo =
          <Decision>(decision: Decision) =>
          (current: unknown): Decision => {
            seen.push(current)
            return decision
          }
        assert.equal(await store.change('session', 's', decideTo('keep')), undefined)
        const first = { value: exampleSession(1), expiresAtSeconds: later }
        assert.deepEqual(await store.change('session', 's', decideTo(first)), exampleSession(1))
        assert.deepEqual(await store.change('session', 's', decideTo('keep')), exampleSession(1))
        assert.equal(await store.change('session', 's', decideTo('drop')), undefined)
        assert.deepEqual(await store.read('session', 's'), { outcome: 'absent' })
        await store.put('session', 's', exampleSession(2), later)
        clock.advance(60)
        assert.equal(await store.change('session', 's', decideTo('keep')), undefined)
        assert.deepEqual(seen, [undefined, undefined, exampleSession(1), exampleSession(1), undefined])
      }))

    test('a change whose decision throws rejects alone; what was written in the same moment stands', () =>
      run(async (store, clock) => {
        const later = clock.nowSeconds() + 60
        const results = await Promise.allSettled([
          store.put('session', 'before', exampleSession(1), later),
          store.change('session', 'x', () => {
            throw new Error('no')
          }),
          store.put('session', 'after', exampleSession(2), later),
        ])
        assert.deepEqual(
          results.map((result) => result.status),
          ['fulfilled', 'rejected', 'fulfilled'],
        )
        assert.equal((await store.read('session', 'before')).outcome, 'live')
        assert.equal((await store.read('session', 'after')).outcome, 'live')
        assert.equal((await store.read('session', 'x')).outcome, 'absent')
      }))

    test('drop removes a ticket at once', () =>
      run(async (store, clock) => {
        await store.put('session', 's', exampleSession(1), clock.nowSeconds() + 60)
        await store.drop('session', 's')
        assert.deepEqual(await store.read('session', 's'), { outcome: 'absent' })
      }))

    test('count gives every concurrent caller its own number, and starts again when the first count expires', () =>
      run(async (store, clock) => {
        const expiresAtSeconds = clock.nowSeconds() + 60
        const numbers = await inParallel(50, () => store.count('tries', expiresAtSeconds))
        assert.deepEqual(
          numbers.toSorted((a, b) => a - b),
          Array.from({ length: 50 }, (_, index) => index + 1),
        )
        clock.advance(59)
        assert.equal(await store.count('tries', clock.nowSeconds() + 60), 51)
        assert.equal(await store.count('other', clock.nowSeconds() + 60), 1)
        clock.advance(1)
        assert.equal(await store.count('tries', clock.nowSeconds() + 60), 1)
      }))

    test('kinds and environments do not see each other', () =>
      run(async (store, clock, place) => {
        const other = place.store('prod-sim', clock)
        const later = clock.nowSeconds() + 60
        await store.put('authorization-code', 'a', exampleCode(), later)
        await store.count('a', later)
        assert.equal((await store.read('session', 'a')).outcome, 'absent')
        assert.equal((await other.read('authorization-code', 'a')).outcome, 'absent')
        assert.equal((await other.take('authorization-code', 'a')).outcome, 'absent')
        await other.drop('authorization-code', 'a')
        assert.equal(await other.count('a', later), 1)
        assert.equal((await store.take('authorization-code', 'a')).outcome, 'taken')
      }))

    test('REG-168 clear forgets tickets, what was taken and counters, in one environment only', () =>
      run(async (store, clock, place) => {
        const other = place.store('prod-sim', clock)
        const later = clock.nowSeconds() + 60
        await store.put('session', 's', exampleSession(1), later)
        await store.put('authorization-code', 'a', exampleCode(), later)
        await store.take('authorization-code', 'a')
        await store.count('tries', later)
        await other.put('session', 's', exampleSession(2), later)
        await store.clear()
        assert.equal((await store.read('session', 's')).outcome, 'absent')
        assert.equal((await store.take('authorization-code', 'a')).outcome, 'absent')
        assert.equal(await store.count('tries', later), 1)
        assert.equal((await other.read('session', 's')).outcome, 'live')
        await store.put('session', 's', exampleSession(3), later)
        assert.equal((await store.read('session', 's')).outcome, 'live')
      }))

    test('sweep removes in small steps all that expired, never a live ticket, and nothing of another environment', () =>
      run(async (store, clock, place) => {
        const behind = openMovableClock()
        const other = place.store('prod-sim', behind)
        const soon = clock.nowSeconds() + 10
        await inParallel(50, (index) => store.put('session', `dying ${index}`, exampleSession(index), soon))
        await inParallel(20, (index) => store.put('session', `living ${index}`, exampleSession(index), soon + 1))
        await inParallel(20, (index) => other.put('session', `living ${index}`, exampleSession(index), soon))
        assert.equal(await store.sweep(1000), 0)
        clock.advance(10)
        let removed = 0
        // Two rounds: a round may begin anywhere.
        for (let step = 0; step < 2 * Math.ceil(90 / 7) + 2; step++) {
          const now = await store.sweep(7)
          assert.ok(now <= 7, 'a step removes no more than it looks at')
          removed += now
        }
        assert.equal(removed, 50)
        for (let index = 0; index < 20; index++) {
          assert.equal((await store.read('session', `living ${index}`)).outcome, 'live')
          assert.equal((await other.read('session', `living ${index}`)).outcome, 'live')
        }
      }))
  })
}
