import { playScenario, startAside } from 'aside'
import type { Aside, StartOptions, ToldFrame } from 'aside'

/** What the declarations promise to somebody who is strict, and what they forbid. */

const options: StartOptions = {
  cast: {
    agents: { Anna: null, Ben: { places: 2, 'when invited': { accept: 'after 3s' } } },
    queues: { Support: { members: ['Anna'], answerWithin: '10s' } },
    customers: { Clara: { patience: '5m' } }
  },
  settings: { answerWithin: '20s', faults: [{ operation: 'Consult', statusCode: 4, times: 1 }] },
  wire: 'classic',
  clock: 'manual',
  base: 'own'
}

export async function asks(): Promise<string[]> {
  await using aside: Aside = await startAside(options)
  await aside.advance('1.5s')
  await aside.advance(500)
  await aside.breakLine('Ben', { network: 'delay', by: '2s' })
  await aside.mendLine('Ben', { catchUp: true })
  const frame: ToldFrame = await aside.hears('Ben', ({ said }) => said.messageType === 'ChatStateChangeMessage' && said.chat.state === 'Invited')
  const { user, password, authorization, uri } = aside.agent('Anna')
  const { problems, held } = await playScenario('consult.yaml', { seed: 7 })
  const seq: number = frame.seq + aside.now()
  return [user, password, authorization, uri, aside.customer('Clara').token, ...problems, String(held), String(seq)]
}

export async function forbidden(aside: Aside): Promise<void> {
  // @ts-expect-error Somebody must be there.
  await startAside()
  // @ts-expect-error There is no such option.
  await startAside({ casts: {} })
  // @ts-expect-error No duration.
  await aside.advance('30 seconds')
  // @ts-expect-error A delay says how long.
  await aside.breakLine('Ben', { network: 'delay' })
  // @ts-expect-error No dialect.
  await startAside({ scenario: 'a.yaml', wire: 'modern' })
}
