/** Made by `resources/locales/languages-apart.ts`. */
declare module 'aside:languages' {
  type Area = 'shared' | 'settings' | 'agent' | 'customer' | 'trainer' | 'editor' | 'directing' | 'moment' | 'wire' | 'map' | 'results' | 'acting' | 'windows' | 'invitation' | 'join'
  type Words = Readonly<Record<string, (inputs: unknown) => string>>
  export const languages: Readonly<Record<'de' | 'en-XA' | 'ar-XB', Readonly<Record<Area, () => Promise<{ readonly words: Words }>>>>>
}
