import de from '../../resources/locales/de/visitor.json'
import en from '../../resources/locales/en/visitor.json'

export const phrases = [{ en, de }]
