import type { BornBetween } from '../protocol/national-id-synthetic.ts'
import { defaultBornBetween, repeatableDraw, syntheticId } from '../protocol/national-id-synthetic.ts'

const givenNames =
  'Ada Aksel Berit Birk Dagny Eivind Eldrid Embla Frøya Gaute Gudrun Halvard Idun Ivar Jorunn Kåre Liv Magnar Nora Odd Ragna Sigurd Siv Tarjei Torunn Ulrik Vilde Yngve Åse Ørjan'.split(
    ' ',
  )
const familyNames =
  'Bekkelund Bjørkemo Dalstrøm Eikeland Fjelltun Granhaug Havnerud Isdal Kornmo Lyngstad Myrvang Nordlien Ospeli Rognerud Skogmark Solbakke Steinvik Testvold Vassenden Ytterli'.split(
    ' ',
  )

export interface GeneratedUser {
  readonly pid: string
  readonly givenName: string
  readonly familyName: string
}

/** Invented people, the same for the same seed number on every machine and day (VER-97). All numbers differ. */
export function generateTestUsers(count: number, seed: number, born: Partial<BornBetween>): readonly GeneratedUser[] {
  const draw = repeatableDraw(seed)
  const range = { ...defaultBornBetween, ...born }
  const users = new Map<string, GeneratedUser>()
  while (users.size < count) {
    const pid = syntheticId(draw, range).reveal()
    const givenName = givenNames[draw(givenNames.length)] ?? ''
    const familyName = familyNames[draw(familyNames.length)] ?? ''
    if (!users.has(pid)) users.set(pid, { pid, givenName, familyName })
  }
  return [...users.values()]
}
