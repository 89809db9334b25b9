import { asyncApi } from './asyncapi.ts'
import { openApi } from './openapi.ts'
import { page } from './page.ts'

/** The generated reference: two documents for tools, and one page for people. */
export interface Reference {
  /** As JSON. */
  readonly openApi: string
  readonly asyncApi: string
  /** As HTML. */
  readonly page: string
}

/** Made from the schemas that check each frame; the same at any time. */
export function makeReference(): Reference {
  const documents = { openApi: readable(openApi()), asyncApi: readable(asyncApi()) }
  return { ...documents, page: page(JSON.parse(documents.openApi), JSON.parse(documents.asyncApi)) }
}

function readable(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`
}
