import { expect } from '@playwright/test'
import { asks, castFile, findings, tabTo, test } from '../support/windows.ts'

/** How an agent stands, and why: said by itself, kept by the room, seen by colleagues. */

const cast = `
cast:
  agents: { Anna: , Ben: }
  queues:
    Support: { members: [Anna] }
  customers: { Clara: }
`
const states = 'Reasons and more states'

test.describe('with reasons of the contact centre', () => {
  test.use({ scenario: castFile('reasons', `${cast}settings: { notReadyReasons: [Lunch, Team meeting] }`) })

  test('by keys alone: not ready for lunch, which colleagues see and a reload keeps with its time', async ({ people }) => {
    const { anna, ben } = await people.inAChat()
    await ben.bringToFront()
    await tabTo(ben, ben.getByRole('button', { name: states }))
    await ben.keyboard.press('Enter')
    await expect(ben.getByRole('menuitemcheckbox', { name: 'Lunch' })).toBeFocused()
    await ben.keyboard.press('ArrowDown')
    await ben.keyboard.press('Enter')
    await expect(ben.getByText('Not ready: Team meeting')).toBeVisible()
    await expect(ben.getByRole('button', { name: states })).toBeFocused()

    await anna.getByRole('button', { name: 'Ask a colleague' }).click()
    await expect(anna.getByRole('dialog')).toContainText(/Not ready: Team meeting, 0:\d\d/)
    await anna.keyboard.press('Escape')

    await ben.clock.install()
    await ben.reload()
    await expect(ben.getByText('Not ready: Team meeting')).toBeVisible()
    await expect(ben.getByRole('timer', { name: /In this state for 0:/ })).toBeVisible()
    await ben.clock.fastForward(90_000)
    await expect(ben.getByRole('timer', { name: /In this state for 1:3/ })).toBeVisible()
    await ben.getByRole('button', { name: 'Ready', exact: true }).click()
    await expect(ben.getByText('Not ready: Team meeting')).toHaveCount(0)
    await expect(ben.getByRole('button', { name: 'Ready', exact: true })).toHaveAttribute('aria-pressed', 'true')
  })

  test('after-call work and do not disturb are said in words, and nothing new rings meanwhile', async ({ people }) => {
    const { anna, ben } = await people.inAChat()
    await ben.getByRole('button', { name: states }).click()
    await ben.getByRole('menuitemcheckbox', { name: 'After-call work' }).click()
    await expect(ben.getByRole('region', { name: 'You', exact: true })).toContainText('After-call work')
    await ben.getByRole('button', { name: 'Ready', exact: true }).click()
    await ben.getByRole('button', { name: states }).click()
    await ben.getByRole('menuitemcheckbox', { name: 'Do not disturb' }).click()
    await expect(ben.getByText('Do not disturb: nothing new rings here.')).toBeVisible()
    expect(await findings(ben)).toEqual([])
    await ben.reload()
    await expect(ben.getByText('Do not disturb: nothing new rings here.')).toBeVisible()
    await asks(anna, 'Ben')
    await expect(anna.getByText('Ben did not take the consult.')).toBeVisible()
    await expect(ben.getByRole('button', { name: 'Accept' })).toHaveCount(0)
    await ben.getByRole('button', { name: 'End', exact: true }).click()
    await asks(anna, 'Ben')
    await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
  })
})

test.describe('where invitations ring for a moment only', () => {
  test.use({ scenario: castFile('missed', `${cast}settings: { answerWithin: 5s }`) })

  test('whoever misses an invitation is told so, also after a reload, and is ready again by one press', async ({ people }) => {
    const { anna, ben } = await people.inAChat()
    await asks(anna, 'Ben')
    await expect(ben.getByText('You did not answer an invitation and were set to not ready.')).toBeVisible()
    await expect(ben.getByText('taken back, or rang too long')).toHaveCount(0)
    expect(await findings(ben)).toEqual([])
    await ben.reload()
    await expect(ben.getByText('You did not answer an invitation and were set to not ready.')).toBeVisible()
    await ben.getByRole('button', { name: 'Make me ready' }).click()
    await expect(ben.getByText('You did not answer an invitation')).toHaveCount(0)
    await expect(ben.getByRole('button', { name: 'Ready', exact: true })).toHaveAttribute('aria-pressed', 'true')
    await asks(anna, 'Ben')
    await expect(ben.getByRole('button', { name: 'Accept' })).toBeVisible()
  })
})

test.describe('a supervisor', () => {
  test.use({ scenario: castFile('made-not-ready', cast.replace('Ben:', 'Ben: { roles: [supervisor] }')) })

  test('who is set to not ready from elsewhere is not told of an invitation that there never was', async ({ people }) => {
    const [anna, ben] = [await people.agent('Anna'), await people.agent('Ben')]
    await expect(anna.getByRole('button', { name: 'Ready', exact: true })).toHaveAttribute('aria-pressed', 'true')
    await ben.evaluate(async () => {
      const session = JSON.parse(sessionStorage.getItem('aside.agent.session') ?? '{}') as { token: string }
      const asking = { headers: { Authorization: `Bearer ${session.token}`, 'Content-Type': 'application/json' } }
      const { users } = (await (await fetch('/api/v2/users?fields=*', asking)).json()) as { users: { id: string; userName: string }[] }
      const id = users.find(({ userName }) => userName === 'Anna')?.id
      await fetch(`/api/v2/users/${id}/channels/chat`, { ...asking, method: 'POST', body: JSON.stringify({ operationName: 'NotReady' }) })
    })
    await expect(anna.getByText('You were set to not ready from elsewhere.')).toBeVisible()
    await expect(anna.getByText('You did not answer an invitation')).toHaveCount(0)
  })
})

test('until it is known who somebody is, there is no heading without words', async ({ people }) => {
  let answer = (): void => {}
  const mayAnswer = new Promise<void>((may) => (answer = may))
  await people.context.route(/\/api\/v2\/me(?:\?|$)/, async (route) => {
    await mayAnswer
    await route.continue()
  })
  const anna = await people.agent('Anna')
  await expect(anna.getByRole('region', { name: 'You', exact: true })).toBeVisible()
  expect(await findings(anna)).toEqual([])
  answer()
  await expect(anna.getByRole('heading', { name: 'Anna' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('the menu of states and the choice of sounds are accessible', async ({ people }) => {
      const anna = await people.agent('Anna')
      await anna.getByRole('button', { name: states }).click()
      await expect(anna.getByRole('menuitemcheckbox', { name: 'Lunch' })).toBeVisible()
      const found = await findings(anna)
      await anna.keyboard.press('Escape')
      await anna.getByRole('button', { name: 'Sounds and notifications' }).click()
      await expect(anna.getByRole('slider', { name: 'Volume' })).toBeVisible()
      found.push(...(await findings(anna)))
      expect(found).toEqual([])
    })
  })
}
