import { statisticsEn } from './statistics-en.ts'
import { type StatisticsTextKey, statisticsNb } from './statistics-nb.ts'
import { statisticsNn } from './statistics-nn.ts'
import { textsOf, type Words } from './texts-of.ts'

export type StatisticsText = Words<StatisticsTextKey>

export const statisticsTexts = textsOf({ nb: statisticsNb, nn: statisticsNn, en: statisticsEn })
