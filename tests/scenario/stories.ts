/** Stories for the reporters: one that holds, one that breaks, one full of what nobody else shall read. */

const cast = `cast:
  agents:
    Anna:
    Ben:
      when invited: accept
  queues:
    Support:
      members: [Anna]
    Refunds:
      members: [Ben]
  customers:
    Clara:
`

export const heldStory = `scenario: Ben is asked
about: Anna asks Ben, and Clara does not notice.
source: https://example.com/issues/7
seed: 7
${cast}steps:
  - Clara: chat
    queue: Support
    text: "Hello"
  - Anna: accept
  - Anna: consult
    target: Ben
    note: "Above my limit"
  - Anna: tellAgents
    text: "Can you approve 250?"
  - expect:
      - Ben hears: { text: "Can you approve 250?", visibility: Agents }
      - Clara never hears: { text: "Can you approve 250?" }
`

/** Two things break: an expectation, and the last step. A refusal that is expected does not. */
export const brokenStory = `${heldStory.replace('Ben is asked', 'Ben is asked, and "Clara" <hears>')}      - Clara hears: { text: /approve/ }
  - caption: "Now time passes"
  - wait: 5s
  - Anna: cancelConsult
  - Anna: accept
  - expect:
      - Anna is refused:
  - Anna: accept
  - Anna: type
`

export const personalStory = `scenario: Clara Novak complains
about: Clara Novak (clara@example.com) was charged twice.
source: https://tickets.example.com/clara-novak/7
${cast.replace('    Clara:\n', '    Clara:\n      nickname: "Mrs Novak"\n    Zed:\n')}steps:
  - Clara: chat
    queue: Support
    subject: "Charged twice"
    text: "My card is 4000-1234"
    data: { iban: "DE02 1203 0000", birthday: 19810224 }
  - Anna: accept
  - Anna: consult
    target: Ben
    note: "She is furious"
    as: ref
  - Anna: tellAgents
    text: "Say \\"zilch\\" to her\\nabout the <lawsuit>"
  - Anna: sendUrl
    url: "https://pay.example.com/?card=4000-1234"
  - Anna: notice
    text: "Voucher XK-77"
  - Anna: updateData
    data: { iban: "GB33 BUKB" }
  - Anna: setDisposition
    disposition: "Refund granted"
  - Ben: say
    text: "Yes"
    chat: Clara
  - caption: "Clara loses her temper"
  - Anna: consult
    target: { uri: "https://elsewhere.example.com/users/secret" }
  - expect:
      - Anna is refused:
      - Anna hears: { referenceId: $ref, text: "It was Mallory" }
      - Clara hears: { text: /lawsuit|temper/i }
      - Clara never hears: { from: /Mallory Smith/ }
      - Ben hears: { userData: { iban: "FR76 3000" } }
      - Ben sees: [Clara, Zed]
  - Clara: raw
    operation: { operationName: "SendMessage", text: "Raw words", extra: "and extra ones" }
  - Ben: complete
    text: "Farewell"
`

/** Whatever of it may stand in no report, in any spelling. */
export const personal: readonly string[] = [
  ...['Clara', 'Novak', 'Zed', 'Mallory', 'Charged', '4000-1234', 'DE02', '19810224', 'furious'],
  ...['zilch', 'lawsuit', 'pay.example', 'Voucher', 'XK-77', 'GB33', 'granted'],
  ...['temper', 'elsewhere', 'tickets', 'Raw words', 'extra ones', 'FR76', 'Farewell', '"Yes"', 'Yes&quot;']
]

/** What a run says at its end when all that always has to hold has held. */
export const always = [
  'no customer was told anything that is for agents only',
  'every chat with agents in it had one owner',
  'every acknowledged request came to one thing',
  'all ids, numbers and lists of people were well formed',
  'whatever anybody was told could be read right afterwards'
]
