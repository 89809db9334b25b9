import judgementsDe from '../../resources/locales/de/judgements.json'
import notesDe from '../../resources/locales/de/notes.json'
import refusalsDe from '../../resources/locales/de/refusals.json'
import sentencesDe from '../../resources/locales/de/sentences.json'
import visitorDe from '../../resources/locales/de/visitor.json'
import judgementsEn from '../../resources/locales/en/judgements.json'
import notesEn from '../../resources/locales/en/notes.json'
import refusalsEn from '../../resources/locales/en/refusals.json'
import sentencesEn from '../../resources/locales/en/sentences.json'
import visitorEn from '../../resources/locales/en/visitor.json'
import { sayingOf } from '../shared/saying.ts'

const api = [
  { en: visitorEn, de: visitorDe },
  { en: refusalsEn, de: refusalsDe }
]

/** What doors, the checker and the API say, in the window's language. */
export const say = sayingOf([...api, { en: sentencesEn, de: sentencesDe }])

/** The same for what was expected, what always has to hold, and what was found instead. */
export const judged = sayingOf([...api, { en: judgementsEn, de: judgementsDe }])

/** What the scenario language says of its own words, in the window's language. */
export const explained = sayingOf([{ en: notesEn, de: notesDe }])
