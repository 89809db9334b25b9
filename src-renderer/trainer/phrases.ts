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

const api = [
  { en: visitorEn, de: visitorDe },
  { en: refusalsEn, de: refusalsDe }
]

/** Of doors, the checker and the API. */
export const sentences = [...api, { en: sentencesEn, de: sentencesDe }]
export const judgements = [...api, { en: judgementsEn, de: judgementsDe }]
export const notes = [{ en: notesEn, de: notesDe }]
