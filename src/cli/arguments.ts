import { type SiteName, siteNames } from '../config/settings.ts'

export type Command =
  | { readonly kind: 'serve'; readonly sites: readonly SiteName[] | undefined }
  | { readonly kind: 'seed' | 'ca' | 'audit' | 'keys'; readonly words: readonly string[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }

/** What the words of the command line ask for; no words mean `serve`. */
export function parseArguments(words: readonly string[]): Command {
  const [command = 'serve', ...rest] = words
  if (words.some((word) => word === '--help' || word === '-h')) return { kind: 'help' }
  if (command === 'seed' || command === 'ca' || command === 'audit' || command === 'keys')
    return { kind: command, words: rest }
  if (command !== 'serve') return { kind: 'wrong', problem: `there is no command ${command}` }
  return parseServe(rest)
}

function parseServe(words: readonly string[]): Command {
  let sites: SiteName[] | undefined
  for (let index = 0; index < words.length; index++) {
    const [name, joined] = (words[index] ?? '').split('=', 2)
    if (name !== '--sites') return { kind: 'wrong', problem: `serve does not know ${words[index]}` }
    const list = joined ?? words[++index] ?? ''
    sites = []
    for (const site of list.split(',').filter((word) => word !== '')) {
      if (!(siteNames as readonly string[]).includes(site))
        return { kind: 'wrong', problem: `there is no site ${site}; there are ${siteNames.join(', ')}` }
      sites.push(site as SiteName)
    }
    if (sites.length === 0) return { kind: 'wrong', problem: `--sites needs a list of ${siteNames.join(', ')}` }
  }
  return { kind: 'serve', sites }
}
