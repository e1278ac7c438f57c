export type BenchCommand =
  | { readonly kind: 'compare'; readonly plan: 'full' | 'quick' }
  | { readonly kind: 'profile'; readonly flow: 'first' | 'sso' }
  | { readonly kind: 'wrong' }

export const usage = `Usage: npm run bench                        everything, at most five minutes; writes docs/performance.md
       npm run bench -- --quick             the same in less than 40 seconds, coarser; writes nothing
       npm run bench -- --profile first     where the gateway's time goes in a first login (or: sso)`

export function parseBenchArguments(words: readonly string[]): BenchCommand {
  const [first, second, ...others] = words
  if (first === undefined) return { kind: 'compare', plan: 'full' }
  if (first === '--quick' && second === undefined) return { kind: 'compare', plan: 'quick' }
  if (first === '--profile' && others.length === 0 && (second === 'first' || second === 'sso'))
    return { kind: 'profile', flow: second }
  return { kind: 'wrong' }
}
