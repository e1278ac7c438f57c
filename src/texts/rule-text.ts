import type { Language } from '../protocol/language.ts'
import { ruleEn } from './rule-en.ts'
import { ruleNb } from './rule-nb.ts'

const texts: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = { en: ruleEn }

/** A rule of registrations in plain words with a right example; undefined for one that has only the registry's own words. */
export const ruleText = (language: Language, rule: string): string | undefined => (texts[language] ?? ruleNb)[rule]
