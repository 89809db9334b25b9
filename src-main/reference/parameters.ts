import { z } from 'zod'

/** What may stand in an address and in the headers, whichever the operation. */

export const pathParameters: Readonly<Record<string, z.ZodString>> = {
  id: z.string().meta({ description: 'The id, as it stands in the address of the thing' }),
  participant: z.string().meta({ description: 'The `participantId`' }),
  channel: z.string().meta({ description: 'The name of a channel: `chat`, `voice`, `email` or `workitem`' }),
  user: z.string().meta({ description: 'The id of another agent' }),
  chat: z.string().meta({ description: 'The id of a chat that this agent is in' }),
  group: z.string().meta({ description: 'The id of the group' })
}

const dialect = z.enum(['classic', 'extended'])

export const requestQuery = {
  dialect: dialect.optional().meta({
    description: 'The dialect of this session from now on; `profile` is another name of this parameter (ours)',
    param: { id: 'Dialect' }
  })
}

export const requestHeaders = {
  'X-Aside-Dialect': dialect.optional().meta({ description: 'The same as a header (ours)', param: { id: 'DialectHeader' } })
}

export const postHeaders = {
  'Idempotency-Key': z.string().max(200).optional().meta({
    description: 'Makes a retry harmless: the same key gives the first answer again, also after a restart, and nothing happens twice (ruling R20)',
    param: { id: 'IdempotencyKey' }
  }),
  'X-CSRF-TOKEN': z.string().optional().meta({
    description:
      'Where the setting `csrf` is on: the token that every answer carries. The header may have another name; `X-CSRF-HEADER` of each answer says which',
    param: { id: 'CsrfToken' }
  })
}

const csrfHeaders = {
  'X-CSRF-HEADER': z.string().optional().meta({
    description: 'Where the setting `csrf` is on: the name of the header that a POST must bring',
    header: { id: 'CsrfHeaderName' }
  }),
  'X-CSRF-TOKEN': z.string().optional().meta({ description: 'And what it must hold', header: { id: 'CsrfTokenGiven' } })
}

/** What an answer carries beside its body; the addresses that sign somebody in give cookies. */
export function answerHeaders(endpoint: string): z.core.$ZodLooseShape {
  switch (endpoint) {
    case 'getMe':
      return {
        ...csrfHeaders,
        'Set-Cookie': z.string().optional().meta({ description: 'The session, after HTTP Basic: HttpOnly, SameSite=Strict' }),
        'X-Aside-Token': z.string().optional().meta({ description: 'A token for `Authorization: Bearer`, where the request bore this header too (ours)' })
      }
    case 'requestChat':
      return { ...csrfHeaders, 'Set-Cookie': z.string().optional().meta({ description: 'The customer\'s token for this chat: HttpOnly, SameSite=Strict' }) }
    default:
      return csrfHeaders
  }
}

export const waitHeaders = {
  'Retry-After': z.string().meta({ description: 'Seconds' })
}
