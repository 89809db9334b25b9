import refusalsDe from '../../resources/locales/de/refusals.json'
import visitorDe from '../../resources/locales/de/visitor.json'
import refusalsEn from '../../resources/locales/en/refusals.json'
import visitorEn from '../../resources/locales/en/visitor.json'

export const phrases = [
  { en: visitorEn, de: visitorDe },
  { en: refusalsEn, de: refusalsDe }
]
