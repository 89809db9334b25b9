import type { Aside } from '../../src-main/app.ts'
import { HttpClient } from './server.ts'

/** Signs in at the control door as the trainer's page does. */
export async function trainerOf(aside: Pick<Aside, 'url' | 'trainerPage'>): Promise<HttpClient> {
  const code = new URLSearchParams(new URL(aside.trainerPage()).hash.slice(1)).get('code')
  const { body } = await new HttpClient(aside.url).post('/page/session', { code })
  return new HttpClient(aside.url, { authorization: `Bearer ${String(body['token'])}` })
}
