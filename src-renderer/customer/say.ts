import de from '../../resources/locales/de/visitor.json'
import en from '../../resources/locales/en/visitor.json'
import { sayingOf } from '../shared/saying.ts'

/** What the API tells customers, in the window's language. What it tells agents is not on this page at all. */
export const say = sayingOf([{ en, de }])
