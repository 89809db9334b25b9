import refusalsDe from '../../resources/locales/de/refusals.json'
import visitorDe from '../../resources/locales/de/visitor.json'
import refusalsEn from '../../resources/locales/en/refusals.json'
import visitorEn from '../../resources/locales/en/visitor.json'
import { sayingOf } from '../shared/saying.ts'

/** What the API tells agents, in the window's language. */
export const say = sayingOf([
  { en: visitorEn, de: visitorDe },
  { en: refusalsEn, de: refusalsDe }
])
